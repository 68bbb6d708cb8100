import { expect, test } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import type { Person } from '../records/guard.ts';
import { hasPermission, permitChange, requirePermission } from './permissions.ts';

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

test('who may change records still can not give themselves roles', () => {
  const operator = { ...nobody, permissions: ['CHANGE_RECORDS'] };
  expect(() => permitChange(operator, factoryPack.named('Part'))).not.toThrow();
  for (const name of ['User', 'Role', 'PermissionGroup', 'Team']) {
    expect(() => permitChange(operator, factoryPack.named(name))).toThrow(/You may not change people, roles/);
  }
});
