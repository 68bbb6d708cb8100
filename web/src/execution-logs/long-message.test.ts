import { expect, test } from 'vitest';
import { beginningOf } from './long-message.ts';

test('a message of a few lines stands as it is', () => {
  expect(beginningOf('Add a reason\nthen save')).toBeUndefined();
});

test('a long one is cut between words', () => {
  const beginning = beginningOf('a reason '.repeat(100))!;
  expect(beginning.length).toBeLessThanOrEqual(600);
  expect(beginning.endsWith('a') || beginning.endsWith('reason')).toBe(true);
});

test('one of many lines is cut between lines', () => {
  expect(beginningOf('line\n'.repeat(30))).toBe(Array(8).fill('line').join('\n'));
});

test('a character of two units is never halved', () => {
  expect(beginningOf(`x${'🏭'.repeat(400)}`)).toBe(`x${'🏭'.repeat(299)}`);
});
