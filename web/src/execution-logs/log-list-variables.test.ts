import { expect, test } from 'vitest';
import { isNarrowed, parseLogListState } from './log-list-state.ts';
import { logListVariables } from './log-list-variables.ts';

const now = new Date('2026-11-23T12:00:00.000Z');

test('a relative time is counted from now', () => {
  const { filters } = logListVariables({ since: '24h' }, {}, {}, now);
  expect(filters).toEqual({ createdAt: { gte: '2026-11-22T12:00:00.000Z' } });
});

test('a page before a cursor is asked from its end', () => {
  expect(logListVariables({}, {}, { before: 'abc' }, now)).toMatchObject({ last: 100, before: 'abc' });
});

test("the list of an action's tab keeps to that action whatever is filtered", () => {
  const { filters } = logListVariables({ outcome: ['BLOCKED'] }, { actionId: 12 }, {}, now);
  expect(filters).toEqual({ outcome: { in: ['BLOCKED'] }, actionId: { eq: 12 } });
});

test("the list of a record's tab keeps to that record", () => {
  const { filters } = logListVariables({}, { record: { target: 'PARTINVENTORY', id: 34 } }, {}, now);
  expect(filters).toEqual({ target: { eq: 'PARTINVENTORY' }, targetRecordId: { eq: 34 } });
});

test('a message is looked for as it was typed', () => {
  const { filters } = logListVariables({ message: '100%' }, {}, {}, now);
  expect(filters).toEqual({ validationMessage: { ilike: '%100\\%%' } });
});

test('every filter of the address is one of the query', () => {
  const state = parseLogListState({ action: ['12', 'x'], raised: '13', by: ['1', '2'], minMs: '2.5' });
  expect(logListVariables(state, {}, {}, now).filters).toEqual({
    actionId: { in: ['12'] },
    raisedActionId: { in: ['13'] },
    triggeredById: { in: ['1', '2'] },
    executionTimeMs: { gte: 2.5 },
  });
});

test('values the URL makes up are ignored', () => {
  const state = parseLogListState({
    outcome: ['BLOCKED', 'NONSENSE'],
    sort: 'sideways',
    event: 'RENAME',
    since: 'soon',
  });
  expect(state).toEqual({ outcome: ['BLOCKED'] });
});

test('sorting and paging do not count as narrowing', () => {
  expect(isNarrowed({ sort: 'slowest', after: 'abc' })).toBe(false);
  expect(isNarrowed({ since: '24h' })).toBe(true);
});
