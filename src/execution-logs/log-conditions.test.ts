import { expect, it } from 'vitest';
import { logConditions } from './log-conditions.ts';
import { parseSearch } from './search-terms.ts';
import { targets } from './test-logs-to-find.ts';

it.each([
  ['a word', {}, 'serial', 'notable'],
  ['a message', { validationMessage: { eq: 'x' } }, '', 'notable'],
  ['a message of an action', { validationMessage: { eq: 'x' }, actionId: { eq: 1 } }, '', 'notable'],
  ['what was not allowed', { outcome: { neq: 'ALLOWED' } }, '', 'notable'],
  ['a word or a target of what was blocked', { outcome: { eq: 'BLOCKED' } }, 'par', 'notable'],
  ['an action or a record of what was blocked', { outcome: { eq: 'BLOCKED' } }, '34', 'notable'],
  ['what may be an id of what was blocked', { outcome: { eq: 'BLOCKED' } }, '1234', undefined],
  ['a word or a target', {}, 'par', undefined],
  ['an action', { actionId: { eq: 1 } }, '34', 'logs'],
  ['a number that may be an id', {}, '1234', undefined],
  ['what was not committed', { committed: { eq: false } }, '', undefined],
  ['what was not committed of a target', { committed: { eq: false }, target: { eq: 'PART' } }, '', 'notable'],
  ['what was not committed, by its request', { committed: { eq: false }, requestId: { eq: '1' } }, '', undefined],
  ['a target', { target: { eq: 'PART' } }, '', 'logs'],
])('%s is told by the covering index of logs, of notable ones, or none', (_name, filters, search, told) => {
  expect(logConditions(filters, parseSearch(search, targets)).covering).toBe(told);
});

it.each([
  [{ validationMessage: { ilike: '%a_bc\\%%' } }, 'serial x', ['bc%', 'serial']],
  [{ validationMessage: { eq: 'Enter it' } }, '', ['Enter it']],
  [{ validationMessage: { neq: 'Enter it' } }, '', []],
  [{}, 'par', []],
])('%o and "%s": messages contain %o', (filters, search, parts) => {
  expect(logConditions(filters, parseSearch(search, targets)).messageParts).toEqual(parts);
});
