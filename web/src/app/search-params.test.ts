import { expect, test } from 'vitest';
import { parseSearch, readChoice, readList, readText, stringifySearch } from './search-params.ts';

test('a repeated parameter is a list', () => {
  expect(parseSearch('?outcome=BLOCKED&outcome=FAILED&search=34')).toEqual({
    outcome: ['BLOCKED', 'FAILED'],
    search: '34',
  });
});

test('what says nothing is left out of the URL', () => {
  expect(stringifySearch({ search: '', outcome: [], after: undefined, quick: null, live: false })).toBe('');
});

test('what is written is read back', () => {
  const search = { search: 'update part inventory 34', outcome: ['BLOCKED', 'FAILED'], 'a&b': 'x=y' };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

test('a number that looks like text stays text', () => {
  expect(readText(parseSearch('?search=0034'), 'search')).toBe('0034');
});

test('one value can be read as a list and a list as its first value', () => {
  expect(readList({ outcome: 'BLOCKED' }, 'outcome')).toEqual(['BLOCKED']);
  expect(readText({ outcome: ['BLOCKED', 'FAILED'] }, 'outcome')).toBe('BLOCKED');
});

test('a value that is not allowed is ignored', () => {
  expect(readChoice({ tab: 'nonsense' }, 'tab', ['code', 'context'])).toBeUndefined();
});
