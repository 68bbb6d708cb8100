import { expect, test } from 'vitest';
import { formatDuration } from './duration.ts';

test.each([
  [0.84, '0.84 ms'],
  [1.234, '1.23 ms'],
  [12.34, '12.3 ms'],
  [840.2, '840 ms'],
  [2_100, '2.1 s'],
])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
