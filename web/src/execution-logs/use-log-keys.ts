import { useEffect, useRef } from 'react';

/** What a key does, by its name in KeyboardEvent.key; with Shift it is looked up as `Shift+key`. */
export type KeyCommands = Partial<Record<string, () => void>>;

/**
 * Single keys, wherever the focus is, except where they mean something else: in a field, a menu or a dialog, and for Enter
 * and Space on what these press.
 */
export function useLogKeys(commands: KeyCommands, { within }: { within?: 'dialog' } = {}): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const command = latest.current[event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key];
      if (!command || !isFree(event, within)) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [within]);
}

const fields = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';
const pressed = 'a, button, input, summary, [role="button"], [role="tab"]';

function isFree(event: KeyboardEvent, within: 'dialog' | undefined): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(`${fields}, [role="menu"], [role="listbox"]`)) return false;
  const dialog = document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]');
  if (within === undefined && dialog) return false;
  if (event.key === 'Enter' || event.key === ' ') return !target.closest(pressed);
  return true;
}
