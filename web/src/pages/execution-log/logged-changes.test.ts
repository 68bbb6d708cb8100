import { expect, test } from 'vitest';
import { readLoggedChanges } from './logged-changes.ts';

test('a change that is spelled in two ways is told once', () => {
  const fields = {
    status: { old: 'pending', new: 'in_review' },
    mustCloseByRunStepId: { old: null, new: 7 },
    must_close_by_run_step_id: { old: null, new: 7 },
  };
  const changes = { partInventories: fields, part_inventories: fields };
  expect(readLoggedChanges({ changes, currentUser: {} })).toEqual([
    { field: 'status', old: 'pending', new: 'in_review' },
    { field: 'mustCloseByRunStepId', old: null, new: 7 },
  ]);
});

test('a context without changes tells none', () => {
  expect(readLoggedChanges(null)).toBeUndefined();
  expect(readLoggedChanges({ part: { id: 1 } })).toBeUndefined();
});
