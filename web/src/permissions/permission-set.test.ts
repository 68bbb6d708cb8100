import { expect, test } from 'vitest';
import { isSameSet, parsePermissions, printPermissions, withPermission } from './permission-set.ts';

test('all operations on a type are one permission, and four boxes', () => {
  const set = parsePermissions(['* Part', 'READ *', 'SEE_LOGS']);
  expect([...set]).toEqual(['READ Part', 'CREATE Part', 'UPDATE Part', 'DELETE Part', 'READ *', 'SEE_LOGS']);
  expect(printPermissions(set)).toEqual(['* Part', 'READ *', 'SEE_LOGS']);
  expect(printPermissions(withPermission(set, 'DELETE Part', false))).toContain('UPDATE Part');
});

test('what has no box is kept', () => {
  const odd = ['SEE_SENSITIVE Supplier.taxNumber', 'SEE_SENSITIVE *', '* *'];
  expect(printPermissions(parsePermissions(odd))).toEqual(odd);
});

test('two sets are the same whatever their order', () => {
  expect(isSameSet(parsePermissions(['READ Part', 'SEE_LOGS']), parsePermissions(['SEE_LOGS', 'READ Part']))).toBe(
    true,
  );
  expect(isSameSet(parsePermissions(['READ Part']), parsePermissions([]))).toBe(false);
});
