import { expect, test } from 'vitest';
import { type LogView, viewQuery, viewState } from './log-views.ts';

const view = (query: string): LogView => ({ id: 1, name: 'Mine', shared: false, query, isOwn: true, owner: null });

test('a view keeps search, filters and sort, and not where one is in the list', () => {
  const state = { search: 'run 5', outcome: ['BLOCKED' as const], sort: 'slowest' as const, after: 'x', quick: 'y' };
  expect(viewQuery(state)).toBe('?search=run+5&outcome=BLOCKED&sort=slowest');
});

test('showing a view takes off what it does not name', () => {
  const shown = viewState(view('?outcome=BLOCKED&by=3'));
  expect(shown).toMatchObject({ outcome: ['BLOCKED'], by: ['3'], search: undefined, sort: undefined });
  expect(Object.keys(shown)).toContain('message');
});

test('two lists of the same logs are the same view', () => {
  expect(viewQuery({ outcome: ['FAILED', 'BLOCKED'], search: 'a' })).toBe(
    viewQuery({ search: 'a', outcome: ['BLOCKED', 'FAILED'], event: undefined }),
  );
});
