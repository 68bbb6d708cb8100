import { expect, test } from 'vitest';
import { readNumber } from './number-text.ts';

test.each<[string, number | string | null]>([
  ['', null],
  [' ', null],
  ['2,000', 2000],
  [' 1,234,567.5 ', 1_234_567.5],
  ['2000', 2000],
  ['-12.5', -12.5],
  ['2.', 2],
  ['.5', 0.5],
  ['1e3', 1000],
  ['12,5', '12,5'],
  ['1,23', '1,23'],
  ['1.234,5', '1.234,5'],
  ['1e999', '1e999'],
  ['12 kg', '12 kg'],
])('"%s" is read as %s', (text, expected) => {
  expect(readNumber(text, false)).toBe(expected);
});

test('where a whole number is asked for nothing else is one', () => {
  expect(['3,650', '3.0', '3.5'].map((text) => readNumber(text, true))).toEqual([3650, 3, '3.5']);
});
