import { expect, test } from 'vitest';
import { nothingPicked, pickRange, togglePick, togglePickAll } from './log-picks.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

test('picking twice picks nothing', () => {
  expect([...togglePick(togglePick(nothingPicked, 'b'), 'b').ids]).toEqual([]);
});

test('a range reaches from the last pick either way, and keeps what was picked', () => {
  const picks = pickRange(togglePick(togglePick(nothingPicked, 'e'), 'c'), order, 'a');
  expect([...picks.ids].sort()).toEqual(['a', 'b', 'c', 'e']);
});

test('a range goes on from where it started', () => {
  const first = pickRange(togglePick(nothingPicked, 'b'), order, 'd');
  expect([...pickRange(first, order, 'e').ids]).toEqual(['b', 'c', 'd', 'e']);
});

test('without a pick before, a range is the one log', () => {
  expect([...pickRange(nothingPicked, order, 'c').ids]).toEqual(['c']);
});

test('all are picked, and none when all were', () => {
  const all = togglePickAll(togglePick(nothingPicked, 'b'), order);
  expect(all.ids.size).toBe(5);
  expect(togglePickAll(all, order)).toEqual(nothingPicked);
});
