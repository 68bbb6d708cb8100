import { useMemo } from 'react';
import { CopyIcon } from '../../components/copy-text.tsx';
import { JsonTree } from '../../components/json-tree.tsx';
import classes from './context-view.module.css';

/** The context an action was given, as a tree that draws only what is open. */
export function ContextView({ context, actionTitle }: { context: unknown; actionTitle: string }) {
  const text = useMemo(() => JSON.stringify(context, null, 2) ?? 'null', [context]);
  return (
    <>
      <h3 className={classes.label}>
        Context <span className={classes.size}>{formatSize(text.length)}</span>
        <CopyIcon value={text} label={`context of ${actionTitle} as JSON`} />
      </h3>
      <div className={classes.frame}>
        <JsonTree value={context} label={`Context of ${actionTitle}`} />
      </div>
    </>
  );
}

function formatSize(characters: number): string {
  if (characters < 1_000) return `${characters} B`;
  if (characters < 1_000_000) return `${(characters / 1_000).toPrecision(3)} KB`;
  return `${(characters / 1_000_000).toPrecision(3)} MB`;
}
