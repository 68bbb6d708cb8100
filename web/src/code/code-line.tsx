import classes from './code-block.module.css';
import type { Span } from './highlight.ts';
import { VisibleText } from './visible-text.tsx';

interface CodeLineProps {
  /** Counts from 1. */
  number: number;
  spans: readonly Span[];
  marked: boolean;
}

/** A numbered line of code; its number is not selected with it. */
export function CodeLine({ number, spans, marked }: CodeLineProps) {
  return (
    <div className={classes.line} data-marked={marked || undefined}>
      <span className={classes.number} aria-hidden>
        {number}
      </span>
      <code className={classes.text}>
        {spans.map(({ text, kind }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place
          <span key={place} data-kind={kind || undefined}>
            <VisibleText text={text} />
          </span>
        ))}
        {'\n'}
      </code>
    </div>
  );
}
