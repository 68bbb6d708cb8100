import { Skeleton } from '@mantine/core';
import { createLazyPart, ShowPart } from '../parts/lazy-part.tsx';
import classes from './code-diff.module.css';
import type { CodeMirrorDiffProps } from './codemirror-diff.tsx';

const diff = createLazyPart(
  () => import('./codemirror-diff.tsx'),
  (module) => module.CodeMirrorDiff,
);

/** What differs between two texts, line by line; equal texts are said to be equal. */
export function CodeDiff(props: CodeMirrorDiffProps) {
  if (props.before === props.after) return <p className={classes.same}>No difference.</p>;
  return (
    <div className={classes.frame}>
      <ShowPart part={diff} props={props} fallback={<Skeleton height={120} radius={8} />} />
    </div>
  );
}
