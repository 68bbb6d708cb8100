import { expect, test } from 'vitest';
import { createPreferenceChanges } from './preference-changes.ts';

test('an answer that was asked for before a change was saved does not undo it', () => {
  const changes = createPreferenceChanges();
  const early = changes.begin();
  const value = { order: ['target'] };
  changes.note(1, 'logColumns', value);
  const meanwhile = changes.begin();
  changes.noteSaved(1, 'logColumns', value);
  const late = changes.begin();
  const answered = { logColumns: 'old', other: 7 };
  expect(changes.over(1, answered, early)).toEqual({ logColumns: value, other: 7 });
  expect(changes.over(1, answered, meanwhile)).toEqual({ logColumns: value, other: 7 });
  // What another browser has changed since is seen.
  expect(changes.over(1, answered, late)).toEqual(answered);
});

test('what was changed again while it was saved, or could not be saved, stays', () => {
  const changes = createPreferenceChanges();
  changes.note(1, 'logColumns', 'first');
  changes.note(1, 'logColumns', 'second');
  changes.noteSaved(1, 'logColumns', 'first');
  expect(changes.over(1, { logColumns: 'first' }, changes.begin())).toEqual({ logColumns: 'second' });
});

test('of somebody else, who signs in afterwards, nothing is changed', () => {
  const changes = createPreferenceChanges();
  changes.note(1, 'logColumns', 'mine');
  expect(changes.over(2, { logColumns: 'theirs' }, changes.begin())).toEqual({ logColumns: 'theirs' });
});
