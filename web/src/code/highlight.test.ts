import { expect, test } from 'vitest';
import { highlightLines } from './highlight.ts';

test('each line of code is a list of spans that together are its text', () => {
  const code = "if x is None:\n    raise ValidationError('no')  # why\n";
  const lines = highlightLines(code, 'python');
  expect(lines.map((spans) => spans.map((span) => span.text).join(''))).toEqual(code.trimEnd().split('\n'));
});

test('keywords, strings and comments are told apart', () => {
  const spans = highlightLines("raise E('no')  # why", 'python')[0]!;
  const kindOf = (text: string) => spans.find((span) => span.text === text)?.kind;
  expect([kindOf('raise'), kindOf("'no'"), kindOf('# why')]).toEqual(['keyword', 'string', 'comment']);
});
