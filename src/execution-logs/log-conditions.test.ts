import { expect, it } from 'vitest';
import { logConditions } from './log-conditions.ts';
import { parseSearch } from './search-terms.ts';
import { targets } from './test-logs-to-find.ts';

it.each([
  ['a word', {}, 'serial', 'messages'],
  ['a message', { validationMessage: { eq: 'x' } }, '', 'messages'],
  ['a message of an action', { validationMessage: { eq: 'x' }, actionId: { eq: 1 } }, '', undefined],
  ['a word or a target', {}, 'par', undefined],
  ['an action', { actionId: { eq: 1 } }, '', undefined],
  ['what has an order of its own', { outcome: { eq: 'BLOCKED' } }, '', undefined],
])('%s is told by no covering index, or by that of messages', (_name, filters, search, told) => {
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
