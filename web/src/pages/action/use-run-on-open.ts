import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';

/**
 * Tries the action on Ctrl+Enter, and at once when the drawer opens with something chosen: whoever comes back from editing
 * wants to see what it does now. `run` is undefined until something is chosen.
 */
export function useRunOnOpen(run: (() => void) | undefined): void {
  useHotkeys([['mod+Enter', () => run?.()]], [], true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it opens
  useEffect(() => run?.(), []);
}
