import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import classes from './code-block.module.css';
import { CodeLine } from './code-line.tsx';
import type { Span } from './highlight.ts';

interface LongCodeBlockProps {
  lines: readonly Span[][];
  marked: readonly number[];
  label: string;
}

const lineHeight = 20;

/** Code of any length: only the lines in sight are in the page. The first marked line is in sight when it opens. */
export function LongCodeBlock({ lines, marked, label }: LongCodeBlockProps) {
  const scroll = useRef<HTMLElement>(null);
  const first = marked[0];
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    initialOffset: first ? Math.max(0, (first - 6) * lineHeight) : 0,
  });
  const items = virtual.getVirtualItems();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={scroll} className={`${classes.root} ${classes.long}`} aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize() }}>
        <pre className={classes.code} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ index }) => (
            <CodeLine key={index} number={index + 1} spans={lines[index] ?? []} marked={marked.includes(index + 1)} />
          ))}
        </pre>
      </div>
    </section>
  );
}
