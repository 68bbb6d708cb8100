import { expect, test } from 'vitest';
import type { ActionHead } from '../../actions/operations.ts';
import { findActions } from './search.ts';

const action = (id: number, title: string, enabled = true) =>
  ({ id, title, target: id === 1 ? 'PART' : 'RUN', eventType: 'UPDATE', enabled }) as ActionHead;
const actions = [action(1, 'Need date on lines'), action(2, 'Date of the run', false), action(12, 'Locations')];
const ids = (found: ActionHead[]) => found.map(({ id }) => id);

test('every word must be in the title, in any order', () => {
  expect(ids(findActions(actions, { search: 'date NEED' }))).toEqual([1]);
});

test('an id finds exactly that action', () => {
  expect(ids(findActions(actions, { search: '12' }))).toEqual([12]);
});

test('search and every filter must match', () => {
  expect(ids(findActions(actions, { search: 'date', state: ['disabled'] }))).toEqual([2]);
  expect(ids(findActions(actions, { search: 'date', target: ['PART'], state: ['disabled'] }))).toEqual([]);
});
