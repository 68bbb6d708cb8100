import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { VisibleText } from '../code/visible-text.tsx';
import classes from './raw-text.module.css';

const longestShown = 5_000;

/** Text of any length, line by line; only the lines in sight are in the page. */
export function RawText({ text, label }: { text: string; label: string }) {
  const scroll = useRef<HTMLElement>(null);
  const lines = useMemo(() => text.split('\n'), [text]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 20,
    overscan: 20,
  });
  const items = virtual.getVirtualItems();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={scroll} className={classes.root} aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize() }}>
        <pre className={classes.lines} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ index }) => (
            <div key={index} className={classes.line}>
              <VisibleText text={shorten(lines[index] ?? '')} />
            </div>
          ))}
        </pre>
      </div>
    </section>
  );
}

function shorten(line: string): string {
  if (line.length <= longestShown) return line;
  return `${line.slice(0, longestShown)} … ${(line.length - longestShown).toLocaleString('en')} more characters`;
}
