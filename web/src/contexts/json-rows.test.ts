import { expect, test } from 'vitest';
import { findInJson, jsonRows, type OpenBranches, pythonPath, revealPath, toggleBranch } from './json-rows.ts';

const untouched: OpenBranches = { said: new Map() };
const context = {
  issue: { id: 5, title: 'Cracked bracket', redlines: [{ id: 1, step: { reason: 'Wrong torque' } }] },
  changes: { issues: { status: { old: 'pending', new: 'in_review' } } },
};
const names = (branches: OpenBranches, value: unknown = context) =>
  jsonRows(value, branches).map(({ path }) => path.join('.'));

test('what is short and near the root is open', () => {
  expect(names(untouched)).toContain('changes.issues.status.old');
});

test('a long list is closed, and costs one row', () => {
  expect(jsonRows({ parts: Array.from({ length: 100_000 }, (_, id) => ({ id })) }, untouched)).toHaveLength(2);
});

test('closing a branch takes what it holds out of sight', () => {
  expect(names(toggleBranch(untouched, ['issue'], false))).toEqual([
    '',
    'issue',
    'changes',
    'changes.issues',
    'changes.issues.status',
    'changes.issues.status.old',
    'changes.issues.status.new',
  ]);
});

test('what was found can be shown, however deep it is', () => {
  const [path] = findInJson(context, 'TORQUE', 10);
  expect(path).toEqual(['issue', 'redlines', 0, 'step', 'reason']);
  expect(names(untouched)).not.toContain('issue.redlines.0.step.reason');
  expect(names(revealPath(untouched, path!))).toContain('issue.redlines.0.step.reason');
});

test('names and values are searched in order, and no more are found than asked for', () => {
  expect(findInJson(context, 'id', 10)).toEqual([
    ['issue', 'id'],
    ['issue', 'redlines', 0, 'id'],
  ]);
  expect(findInJson(context, 'i', 3)).toHaveLength(3);
  expect(findInJson(context, '', 3)).toEqual([]);
});

test('a path is copied as the code says it', () => {
  expect(pythonPath(['part', 'attributes', 0, "the buyer's"])).toBe(
    "context['part']['attributes'][0]['the buyer\\'s']",
  );
});
