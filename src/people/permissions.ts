// The one place that says what a person may do. Every path (GraphQL, downloads, live updates, commands) asks here.
//
// Roles give permission groups, and a group lists names of permissions; the role `admin` gives every permission.
// Whoever is signed in may read records and actions.

import type { RecordType } from '../record-types/record-type.ts';
import { ForbiddenError, UnauthenticatedError } from '../records/errors.ts';
import type { Person } from '../records/guard.ts';

/** Each permission as the sentence "You may not …" ends. */
const permissions = {
  CHANGE_RECORDS: 'change records',
  EDIT_ACTIONS: 'change actions',
  SEE_LOGS: 'see execution logs',
  ADMINISTER: 'change people, roles and settings',
} as const;

export type Permission = keyof typeof permissions;

export const adminRole = 'admin';

/** Records that decide who may do what. */
const administeredTypes: ReadonlySet<string> = new Set(['User', 'Role', 'PermissionGroup', 'Team']);

export function hasPermission(person: Person, permission: Permission): boolean {
  return person.roles.includes(adminRole) || person.permissions.includes(permission);
}

/** @throws UnauthenticatedError */
export function requirePerson(person: Person | undefined): Person {
  if (person) return person;
  throw new UnauthenticatedError('Sign in first: this needs a session or an API token.');
}

/** @throws UnauthenticatedError, ForbiddenError */
export function requirePermission(person: Person | undefined, permission: Permission): Person {
  const known = requirePerson(person);
  if (hasPermission(known, permission)) return known;
  throw new ForbiddenError(
    `You may not ${permissions[permission]}: none of your roles has the permission ${permission}. Ask an administrator.`,
  );
}

/** What the records pipeline asks before each change a person makes. @throws ForbiddenError */
export function permitChange(person: Person, type: RecordType): void {
  requirePermission(person, administeredTypes.has(type.name) ? 'ADMINISTER' : 'CHANGE_RECORDS');
}
