import { CodeBlock } from '../code/code-block.tsx';
import type { QuickLog } from './operations.ts';

type LoggedCodeProps = Pick<QuickLog['actions'][number], 'id' | 'title' | 'code' | 'line'>;

/** The code of an action that ran, with the line that raised marked. */
export function LoggedCode({ id, title, code, line }: LoggedCodeProps) {
  return (
    <div id={elementId(id)}>
      <CodeBlock code={code} language="python" marked={line ? [line] : undefined} label={`Code of ${title}`} />
    </div>
  );
}

/** Brings the line that raised into sight, and the focus to its code. */
export function showRaisingLine(actionId: QuickLog['id']): void {
  const code = document.getElementById(elementId(actionId));
  code?.querySelector('[data-marked]')?.scrollIntoView({ block: 'center' });
  code?.querySelector<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
}

function elementId(actionId: QuickLog['id']): string {
  return `code-of-action-${actionId}`;
}
