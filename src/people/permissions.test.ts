import { expect, test } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { findPermissionProblem, type RecordOperation } from '../record-types/permission-names.ts';
import type { Person } from '../records/guard.ts';
import {
  accessOf,
  fullAccess,
  hasPermission,
  mayDo,
  permissionsOf,
  permitChange,
  requirePermission,
} from './permissions.ts';

const part = factoryPack.named('Part');
const nobody: Person = {
  id: 1,
  name: 'Ada',
  email: 'ada@example.com',
  roles: [],
  teams: [],
  permissionGroups: [],
  permissions: [],
};

test('who is not signed in may nothing', () => {
  expect(() => requirePermission(undefined, 'SEE_LOGS')).toThrow(/Sign in first/);
});

test('a permission comes from a group, and the role admin has them all', () => {
  expect(() => requirePermission(nobody, 'SEE_LOGS')).toThrow(/You may not see execution logs/);
  expect(requirePermission({ ...nobody, permissions: ['SEE_LOGS'] }, 'SEE_LOGS')).toMatchObject({ id: 1 });
  expect(hasPermission({ ...nobody, roles: ['admin'] }, 'ADMINISTER')).toBe(true);
});

test('who may see everything has full access, by whatever names; a token that may see less has not', () => {
  const everything = ['READ *', 'SEE_SENSITIVE *'];
  expect(accessOf({ ...nobody, roles: ['admin'] })).toBe(fullAccess);
  expect(accessOf({ ...nobody, permissions: everything })).toBe(fullAccess);
  expect(accessOf({ ...nobody, permissions: ['* *', 'SEE_SENSITIVE *'] })).toBe(fullAccess);
  expect(accessOf({ ...nobody, permissions: ['READ *', 'SEE_SENSITIVE Supplier'] })).not.toBe(fullAccess);
  expect(accessOf({ ...nobody, permissions: ['READ Part', 'SEE_SENSITIVE *'] })).not.toBe(fullAccess);
  expect(accessOf({ ...nobody, roles: ['admin'], scope: ['READ *'] })).not.toBe(fullAccess);
  expect(accessOf({ ...nobody, permissions: ['READ *'], scope: everything })).not.toBe(fullAccess);
});

test('who may change records still can not give themselves roles', () => {
  const operator = { ...nobody, permissions: ['* *'] };
  expect(() => permitChange(operator, part, 'UPDATE')).not.toThrow();
  for (const name of ['User', 'Role', 'PermissionGroup', 'Team']) {
    expect(() => permitChange(operator, factoryPack.named(name), 'UPDATE')).toThrow(/You may not change people, roles/);
  }
});

test('a permission on records names an operation and a type, either may be any', () => {
  const may = (permissions: string[], operation: RecordOperation) => mayDo({ ...nobody, permissions }, operation, part);
  expect(may([], 'READ')).toBe(false);
  expect(may(['READ Part'], 'READ')).toBe(true);
  expect(may(['READ PartKit'], 'READ')).toBe(false);
  expect(may(['READ Part', 'READ *'], 'UPDATE')).toBe(false);
  expect(may(['* Part'], 'DELETE')).toBe(true);
  expect(may(['DELETE *'], 'DELETE')).toBe(true);
});

test('who changes a record must be allowed to see it', () => {
  const blind = { ...nobody, permissions: ['UPDATE Part'] };
  expect(() => permitChange(blind, part, 'UPDATE')).toThrow(/You may not see records of the type Part: .* READ Part/);
});

test('a sensitive field is seen by who may see it, its type, or all', () => {
  const supplier = factoryPack.named('Supplier');
  const taxNumber = supplier.fields.find(({ name }) => name === 'taxNumber')!;
  const sees = (...permissions: string[]) => accessOf({ ...nobody, permissions }).maySee(supplier, taxNumber);
  expect(sees('* *', 'SEE_CONTEXTS', 'SEE_SENSITIVE Part')).toBe(false);
  for (const what of ['Supplier.taxNumber', 'Supplier', '*']) expect(sees(`SEE_SENSITIVE ${what}`)).toBe(true);
});

test('the scope of an API token narrows what its owner may, an administrator too, and never widens it', () => {
  const admin = { ...nobody, roles: ['admin'], scope: ['SEE_LOGS', 'READ Part'] };
  expect(permissionsOf(admin)).toEqual(['SEE_LOGS']);
  expect(mayDo(admin, 'READ', part)).toBe(true);
  expect(mayDo(admin, 'READ', factoryPack.named('Run'))).toBe(false);
  expect(hasPermission({ ...nobody, scope: ['SEE_LOGS'] }, 'SEE_LOGS')).toBe(false);
});

test('a group lists permissions that there are', () => {
  expect(findPermissionProblem(['READ *', '* Part', 'SEE_SENSITIVE Supplier.taxNumber', 'SEE_LOGS'])).toBeUndefined();
  for (const wrong of ['CHANGE_RECORDS', 'READ', 'read Part', 'READ part', 'toString', 3]) {
    expect(findPermissionProblem([wrong])).toMatch(/is not a permission/);
  }
  expect(findPermissionProblem('READ *')).toMatch(/is a list/);
});
