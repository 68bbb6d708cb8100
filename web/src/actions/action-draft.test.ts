import { expect, test } from 'vitest';
import { changedDraftFields, compareWithTheirs, draftProblems, emptyDraft, mergeDraft } from './action-draft.ts';

const base = { ...emptyDraft, title: 'Need date', target: 'PART', eventType: 'UPDATE', code: 'pass' } as const;

test('a draft without title, target and event names all three', () => {
  expect(draftProblems(emptyDraft).map((problem) => problem.field)).toEqual(['title', 'target', 'eventType']);
});

test('an action blocks on its own failure unless somebody chooses otherwise', () => {
  expect(emptyDraft.errorState).toBe('BLOCK');
});

test('what somebody else saved comes in, what was edited here stays', () => {
  const draft = { ...base, code: 'raise ValidationError()' };
  const theirs = { ...base, title: 'Need a date' };
  const merged = mergeDraft(draft, base, theirs);
  expect(merged).toEqual({ ...draft, title: 'Need a date' });
  expect(compareWithTheirs(merged, base, theirs)).toEqual({ taken: ['title'], contested: [] });
});

test('a field that both edited is kept as typed here and named', () => {
  const theirs = { ...base, code: 'theirs' };
  const merged = mergeDraft({ ...base, code: 'mine' }, base, theirs);
  expect(merged.code).toBe('mine');
  expect(compareWithTheirs(merged, base, theirs)).toEqual({ taken: [], contested: ['code'] });
});

test('what is typed while a save is in flight stays as a change of what it saved', () => {
  const sent = { ...base, title: ' Need a date ' };
  const saved = { ...base, title: 'Need a date' };
  const merged = mergeDraft({ ...sent, code: 'typed since' }, sent, saved);
  expect(merged).toEqual({ ...saved, code: 'typed since' });
  expect(changedDraftFields(merged, saved)).toEqual(['code']);
});

test('a field of theirs that is edited after it came in is named, too', () => {
  const theirs = { ...base, title: 'Need a date' };
  const edited = { ...theirs, title: 'Wants a date' };
  expect(compareWithTheirs(edited, base, theirs)).toEqual({ taken: [], contested: ['title'] });
});

test('an unchanged draft has nothing to save', () => {
  expect(changedDraftFields({ ...base }, base)).toEqual([]);
});
