import { expect, test } from 'vitest';
import { changesOf, factsOf, kindLabel, nameIds, summarizeEvent } from './describe-event.ts';

test('a kind reads as words', () => {
  expect(kindLabel('PERMISSION_GROUP_CHANGED')).toBe('Permission group changed');
});

test('one short change is told whole, several by their names', () => {
  expect(summarizeEvent({ changes: { enabled: { old: true, new: false } } })).toBe('Enabled: true → false');
  expect(summarizeEvent({ changes: { name: { old: null, new: 'Ada' }, email: { old: null, new: 'a@b' } } })).toBe(
    'Name, Email',
  );
  expect(summarizeEvent({ version: 2, changes: { code: { old: 'a = 1\n'.repeat(20), new: 'a = 2' } } })).toBe('Code');
});

test('what is no change is a fact; nothing is nothing', () => {
  expect(summarizeEvent({ address: '127.0.0.1', note: null })).toBe('Address: 127.0.0.1');
  expect(summarizeEvent({ changes: { roleIds: { old: [1], new: [1, 2] } } })).toBe('Role ids: 1 → 1, 2');
  expect(summarizeEvent({ expiresAt: '2020-02-03T04:05:06.000Z' })).toMatch(/^Expires at: Feb 0\d, 2020/);
  expect(factsOf({ changes: {}, version: 2 })).toEqual([['version', 2]]);
  expect([changesOf(null), changesOf('x'), summarizeEvent(null)]).toEqual([[], [], '']);
});

test('ids read as names, those that are gone as ids', () => {
  expect(nameIds([2, 9], [{ id: 2, name: 'Quality' }])).toEqual(['Quality', '#9']);
  expect(nameIds(null, [])).toBeNull();
});
