import { useMemo } from 'react';
import { CopyIcon } from '../../components/copy-text.tsx';
import { JsonTree } from '../../components/json-tree.tsx';
import type { LoggedAction } from '../../execution-logs/operations.ts';
import classes from './context-view.module.css';

/** The context an action was given, as a tree that draws only what is open. */
export function ContextView({ action }: { action: LoggedAction }) {
  const { context, contextError, contextBytes, title } = action;
  const text = useMemo(() => JSON.stringify(context, null, 2) ?? 'null', [context]);
  return (
    <>
      <h3 className={classes.label}>
        Context <span className={classes.size}>{formatSize(contextBytes)}</span>
        <CopyIcon value={text} label={`context of ${title} as JSON`} />
      </h3>
      {contextError && (
        <p className={classes.error}>The context could not be read, so the code did not run: {contextError}</p>
      )}
      <div className={classes.frame}>
        <JsonTree value={context} label={`Context of ${title}`} />
      </div>
    </>
  );
}

function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toPrecision(3)} KB`;
  return `${(bytes / 1_000_000).toPrecision(3)} MB`;
}
