// The one place that says what a person may do. Every path (GraphQL, downloads, live updates, commands) asks here.
//
// Roles give permission groups, and a group lists permissions (record-types/permission-names.ts); the role `admin` gives
// every one. An API token may narrow what its owner may do (`scope`), never widen it. Records that decide who may do what
// are changed by who may ADMINISTER, and by nobody else, whatever their other permissions say.

import { type GeneralPermission, generalPermissions, type RecordOperation } from '../record-types/permission-names.ts';
import type { RecordType } from '../record-types/record-type.ts';
import { ForbiddenError, UnauthenticatedError } from '../records/errors.ts';
import type { Person } from '../records/guard.ts';

export type Permission = GeneralPermission;

export const adminRole = 'admin';

/** Records that decide who may do what. */
export const administeredTypes: ReadonlySet<string> = new Set(['User', 'Role', 'PermissionGroup', 'Team']);

/** What its reader may see of records. Contexts of actions are read with `fullAccess`. */
export interface Access {
  mayRead(type: RecordType): boolean;
  /** Whether the reader may see a field; false only for a sensitive one. */
  maySee(type: RecordType, field: { readonly name: string; readonly sensitive?: boolean }): boolean;
}

/** The system's own, as an action must see what it needs, and that of people who may see everything. */
export const fullAccess: Access = { mayRead: () => true, maySee: () => true };

export function hasPermission(person: Person, permission: Permission): boolean {
  return isGranted(person, (granted) => granted.has(permission));
}

/** All that `hasPermission` says yes to; for the web app, which shows no button that would be refused. */
export function permissionsOf(person: Person): Permission[] {
  return (Object.keys(generalPermissions) as Permission[]).filter((permission) => hasPermission(person, permission));
}

export function mayDo(person: Person, operation: RecordOperation, type: RecordType): boolean {
  const isAdministered = administeredTypes.has(type.name);
  if (isAdministered && operation !== 'READ') return hasPermission(person, 'ADMINISTER');
  return isGranted(
    person,
    (granted) =>
      (isAdministered && granted.has('ADMINISTER')) ||
      [operation, '*'].some((verb) => granted.has(`${verb} ${type.name}`) || granted.has(`${verb} *`)),
  );
}

export function accessOf(person: Person): Access {
  const mayReadAll = isGranted(person, (granted) => granted.has('READ *') || granted.has('* *'));
  if (mayReadAll && isGranted(person, (granted) => granted.has('SEE_SENSITIVE *'))) return fullAccess;
  return {
    mayRead: (type) => mayDo(person, 'READ', type),
    maySee: (type, { name, sensitive }) =>
      !sensitive ||
      isGranted(person, (granted) =>
        ['*', type.name, `${type.name}.${name}`].some((what) => granted.has(`SEE_SENSITIVE ${what}`)),
      ),
  };
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
  throw refusal(known, generalPermissions[permission], permission);
}

/** @throws ForbiddenError */
export function requireRead(access: Access, type: RecordType): void {
  if (access.mayRead(type)) return;
  throw new ForbiddenError(
    `You may not see records of the type ${type.label}: that needs the permission READ ${type.name}. Ask an administrator.`,
  );
}

/**
 * What the records pipeline asks before each change a person makes. Who changes a record is shown it, so must be allowed
 * to read it. @throws ForbiddenError
 */
export function permitChange(person: Person, type: RecordType, operation: RecordOperation): void {
  requireRead(accessOf(person), type);
  if (mayDo(person, operation, type)) return;
  const isAdministered = administeredTypes.has(type.name);
  throw refusal(
    person,
    isAdministered ? generalPermissions.ADMINISTER : `${operation.toLowerCase()} records of the type ${type.label}`,
    isAdministered ? 'ADMINISTER' : `${operation} ${type.name}`,
  );
}

function isGranted({ roles, permissions, scope }: Person, test: (granted: ReadonlySet<string>) => boolean): boolean {
  return (roles.includes(adminRole) || test(new Set(permissions))) && (!scope || test(new Set(scope)));
}

function refusal({ scope }: Person, what: string, permission: string): ForbiddenError {
  const why = scope ? 'your role or the scope of this API token lacks' : 'none of your roles has';
  return new ForbiddenError(`You may not ${what}: ${why} the permission ${permission}. Ask an administrator.`);
}
