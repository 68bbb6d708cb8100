import { expect, test } from 'vitest';
import { formatContextSearch, parseContextSearch } from './context-search.ts';

test.each([
  ['issue.status = PENDING', { path: 'issue.status', value: 'PENDING' }],
  ['  part.lines.0.quantity=12 ', { path: 'part.lines.0.quantity', value: '12' }],
  ['part.description = a = b', { path: 'part.description', value: 'a = b' }],
])('%j is a path and a value', (text, expected) => {
  const search = parseContextSearch(text);
  expect(search).toEqual(expected);
  expect(parseContextSearch(formatContextSearch(search!))).toEqual(expected);
});

test.each([undefined, '', 'issue.status', 'issue.status =', '= PENDING', ' = '])('%j is none', (text) => {
  expect(parseContextSearch(text)).toBeUndefined();
});
