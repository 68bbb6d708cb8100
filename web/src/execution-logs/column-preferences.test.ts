import { expect, test } from 'vitest';
import { columnIds, moveColumn, orderColumns, readColumnPreferences, visibleColumns } from './column-preferences.ts';

const hundredEach = () => 100;

test('without preferences every column is there, in the order of the reference', () => {
  expect(orderColumns({})).toEqual(columnIds);
  expect(visibleColumns({}, hundredEach, 1100)).toEqual(columnIds);
});

test('where there is no room the request id leaves first, unless it was chosen', () => {
  expect(visibleColumns({}, hundredEach, 1000)).not.toContain('requestId');
  const chosen = visibleColumns({ shown: { requestId: true } }, hundredEach, 1000);
  expect(chosen).toContain('requestId');
  expect(chosen).not.toContain('triggeredBy');
});

test('what one looks for a log by never leaves', () => {
  const visible = visibleColumns({}, hundredEach, 0);
  expect(visible).toEqual(['createdAt', 'outcome', 'target', 'targetRecordId', 'message', 'executionTimeMs']);
});

test('a hidden column stays hidden however much room there is', () => {
  expect(visibleColumns({ shown: { message: false } }, hundredEach, 9000)).not.toContain('message');
});

test('a column moves before another, or to the end', () => {
  expect(moveColumn({}, 'message', 'createdAt').slice(0, 2)).toEqual(['message', 'createdAt']);
  expect(moveColumn({}, 'createdAt', undefined).at(-1)).toBe('createdAt');
});

test('a column that came with a newer version stands where it does by default', () => {
  const kept = columnIds.filter((id) => id !== 'outcome').reverse();
  const order = orderColumns({ order: kept });
  expect(order[order.indexOf('createdAt') + 1]).toBe('outcome');
});

test('what was kept and makes no sense is left out', () => {
  const kept = { order: ['message', 'nonsense'], widths: { message: 3, outcome: 120 }, shown: { event: 'no' } };
  expect(readColumnPreferences(kept)).toEqual({ order: ['message'], widths: { outcome: 120 }, shown: undefined });
  expect(readColumnPreferences('no object')).toEqual({});
  expect(readColumnPreferences(undefined)).toEqual({});
});
