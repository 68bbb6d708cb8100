import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import classes from './code-diff.module.css';
import type { CodeMirrorDiffProps } from './codemirror-diff.tsx';

const CodeMirrorDiff = lazy(() =>
  import('./codemirror-diff.tsx').then((module) => ({ default: module.CodeMirrorDiff })),
);

/** What differs between two texts, line by line; equal texts are said to be equal. */
export function CodeDiff(props: CodeMirrorDiffProps) {
  if (props.before === props.after) return <p className={classes.same}>No difference.</p>;
  return (
    <div className={classes.frame}>
      <Suspense fallback={<Skeleton height={120} radius={8} />}>
        <CodeMirrorDiff {...props} />
      </Suspense>
    </div>
  );
}
