import { expect, test } from 'vitest';
import { formatRelative } from './relative-time.ts';

const now = new Date('2026-11-23T12:00:00Z');

test.each([
  ['2026-11-23T11:59:30Z', 'just now'],
  ['2026-11-23T11:57:10Z', '2 min. ago'],
  ['2026-11-23T09:10:00Z', '2 hr. ago'],
  ['2026-11-22T11:00:00Z', 'yesterday'],
  ['2026-11-19T11:00:00Z', '4 days ago'],
])('%s at noon is %s', (value, text) => {
  expect(formatRelative(value, now)).toBe(text);
});
