import { expect, test } from 'vitest';
import { changedDraftFields, draftProblems, emptyDraft, mergeDraft } from './action-draft.ts';

const base = { ...emptyDraft, title: 'Need date', target: 'PART', eventType: 'UPDATE', code: 'pass' } as const;

test('a draft without title, target and event names all three', () => {
  expect(draftProblems(emptyDraft).map((problem) => problem.field)).toEqual(['title', 'target', 'eventType']);
});

test('an action blocks on its own failure unless somebody chooses otherwise', () => {
  expect(emptyDraft.errorState).toBe('BLOCK');
});

test('what somebody else saved comes in, what was edited here stays', () => {
  const draft = { ...base, code: 'raise ValidationError()' };
  const merge = mergeDraft(draft, base, { ...base, title: 'Need a date' });
  expect(merge.draft).toEqual({ ...draft, title: 'Need a date' });
  expect(merge).toMatchObject({ theirs: ['title'], contested: [] });
});

test('a field that both edited is kept as typed here and named', () => {
  const merge = mergeDraft({ ...base, code: 'mine' }, base, { ...base, code: 'theirs' });
  expect(merge.draft.code).toBe('mine');
  expect(merge.contested).toEqual(['code']);
});

test('an unchanged draft has nothing to save', () => {
  expect(changedDraftFields({ ...base }, base)).toEqual([]);
});
