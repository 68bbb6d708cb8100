import { expect, test } from 'vitest';
import { peopleVariables } from './people-variables.ts';
import { parsePeopleSearch } from './search.ts';

test('nothing chosen asks for the first page of everybody', () => {
  expect(peopleVariables(parsePeopleSearch({}))).toEqual({ filters: null, first: 50, after: undefined });
});

test('what is searched is taken literally', () => {
  expect(peopleVariables({ search: '50%_a' }).filters).toEqual({
    and: [{ or: [{ name: { ilike: '%50\\%\\_a%' } }, { email: { ilike: '%50\\%\\_a%' } }] }],
  });
});

test('filters narrow further, and both states are no filter', () => {
  const search = parsePeopleSearch({ role: ['2', 'x'], state: ['active', 'deactivated'], before: 'c' });
  expect(peopleVariables(search)).toEqual({
    filters: { and: [{ roles: { id: { in: ['2'] } } }] },
    last: 50,
    before: 'c',
  });
  expect(peopleVariables({ state: ['deactivated'] }).filters).toEqual({ and: [{ isActive: { eq: false } }] });
});
