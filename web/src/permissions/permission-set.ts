// A list of permissions as a matrix needs it: each record permission as one operation on one type, `* Part` spread over
// the operations. What a matrix has no box for (`SEE_SENSITIVE Supplier.taxNumber`) is kept as it is.

export const operations = ['READ', 'CREATE', 'UPDATE', 'DELETE', 'SEE_SENSITIVE'] as const;
export type Operation = (typeof operations)[number];

/** Stands for all record types. */
export const everyType = '*';

export type PermissionSet = ReadonlySet<string>;

/** What `*` stands for before a type. */
const starred = operations.filter((operation) => operation !== 'SEE_SENSITIVE');

export function parsePermissions(permissions: readonly string[]): PermissionSet {
  return new Set(
    permissions.flatMap((name) => {
      const type = /^\* (.+)$/.exec(name)?.[1];
      return type ? starred.map((operation) => `${operation} ${type}`) : [name];
    }),
  );
}

/** The list as short as it gets. */
export function printPermissions(set: PermissionSet): string[] {
  const isWhole = (type: string) => starred.every((operation) => set.has(`${operation} ${type}`));
  const printed = [...set].map((name) => {
    const [, operation, type] = /^([A-Z]+) (\S+)$/.exec(name) ?? [];
    return type && starred.some((known) => known === operation) && isWhole(type) ? `* ${type}` : name;
  });
  return [...new Set(printed)];
}

export function withPermission(set: PermissionSet, name: string, isGiven: boolean): PermissionSet {
  const next = new Set(set);
  if (isGiven) next.add(name);
  else next.delete(name);
  return next;
}

export function isSameSet(one: PermissionSet, other: PermissionSet): boolean {
  return one.size === other.size && [...one].every((name) => other.has(name));
}

/** "3 permissions", for where there is no room for them. */
export function countPermissions(permissions: readonly string[]): string {
  return permissions.length === 1 ? '1 permission' : `${permissions.length} permissions`;
}
