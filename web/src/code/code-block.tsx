import { useEffect, useMemo, useState } from 'react';
import classes from './code-block.module.css';
import { CodeLine } from './code-line.tsx';
import type { Language, Span } from './highlight.ts';
import { LongCodeBlock } from './long-code-block.tsx';

interface CodeBlockProps {
  code: string;
  language: Language;
  /** Lines to mark, counting from 1. */
  marked?: readonly number[];
  label?: string;
}

/** Code with more lines than this scrolls in a box of its own: 20,000 lines at once held up the page for 3 s. */
const mostAtOnce = 1_000;

/** Code to read: numbered lines, highlighted as soon as the highlighter is loaded, plain text before. */
export function CodeBlock({ code, language, marked = [], label = 'Code' }: CodeBlockProps) {
  const lines = useHighlightedLines(code, language);
  if (lines.length > mostAtOnce) return <LongCodeBlock lines={lines} marked={marked} label={label} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.root} aria-label={label} tabIndex={0}>
      <pre className={classes.code}>
        {lines.map((spans, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <CodeLine key={index} number={index + 1} spans={spans} marked={marked.includes(index + 1)} />
        ))}
      </pre>
    </section>
  );
}

function useHighlightedLines(code: string, language: Language): Span[][] {
  const [done, setDone] = useState<{ code: string; lines: Span[][] }>();
  useEffect(() => {
    let current = true;
    void import('./highlight.ts').then(({ highlightLines }) => {
      if (current) setDone({ code, lines: highlightLines(code, language) });
    });
    return () => {
      current = false;
    };
  }, [code, language]);
  const plain = useMemo(() => plainLines(code), [code]);
  return done?.code === code ? done.lines : plain;
}

function plainLines(code: string): Span[][] {
  const lines = code.replace(/\n$/, '').split('\n');
  return lines.map((text) => [{ text, kind: '' }]);
}
