import { describe, expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

describe('an excerpt', () => {
  test('is all of a text that is short', () => {
    expect(excerptOf(alphabet, 'z', 26)).toEqual({ before: 0, text: alphabet, after: 0 });
  });

  test('is the beginning of a long one', () => {
    expect(excerptOf(alphabet, '', 8)).toEqual({ before: 0, text: 'abcdefgh', after: 18 });
    expect(excerptOf(alphabet, 'gh', 8)).toEqual({ before: 0, text: 'abcdefgh', after: 18 });
    expect(excerptOf(alphabet, 'nowhere', 8)).toEqual({ before: 0, text: 'abcdefgh', after: 18 });
  });

  test('is around what is searched for, in any case', () => {
    expect(excerptOf(alphabet, 'MNO', 8)).toEqual({ before: 10, text: 'klmnopqr', after: 8 });
    expect(excerptOf(alphabet, 'hi', 8)).toEqual({ before: 5, text: 'fghijklm', after: 13 });
  });

  test('reaches to the end, not beyond', () => {
    expect(excerptOf(alphabet, 'yz', 8)).toEqual({ before: 18, text: 'stuvwxyz', after: 0 });
  });
});
