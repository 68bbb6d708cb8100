import { useEffect, useState } from 'react';
import classes from './code-block.module.css';
import type { Language, Span } from './highlight.ts';

interface CodeBlockProps {
  code: string;
  language: Language;
  /** Lines to mark, counting from 1. */
  marked?: readonly number[];
  label?: string;
}

/** Code to read: numbered lines, highlighted as soon as the highlighter is loaded, plain text before. */
export function CodeBlock({ code, language, marked = [], label = 'Code' }: CodeBlockProps) {
  const lines = useHighlightedLines(code, language);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.root} aria-label={label} tabIndex={0}>
      <pre className={classes.code}>
        {lines.map((spans, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <div key={index} className={classes.line} data-marked={marked.includes(index + 1) || undefined}>
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
            <code className={classes.text}>
              {spans.map(({ text, kind }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place
                <span key={place} data-kind={kind || undefined}>
                  {text}
                </span>
              ))}
              {'\n'}
            </code>
          </div>
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
  if (done?.code === code) return done.lines;
  return code
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => [{ text, kind: '' }]);
}
