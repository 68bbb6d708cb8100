import { generalLabel } from './general-permissions.tsx';
import { everyType, type PermissionSet, parsePermissions } from './permission-set.ts';
import { permissionsOf, type RoleGrants } from './roles.ts';

/** All that a role gives, its own and by its groups. */
export function grantedBy({ ownPermissions, sharedGroups }: RoleGrants) {
  return parsePermissions([...ownPermissions, ...sharedGroups.flatMap(permissionsOf)]);
}

/** In a line: `Read all records, change 3 types · See actions, See execution logs`. */
export function describeRole(grants: RoleGrants): string {
  if (grants.givesEverything) return 'Everything';
  const granted = grantedBy(grants);
  const parts = [
    describeRecords('Read', typesOf(granted, ['READ'])),
    describeRecords('change', typesOf(granted, ['CREATE', 'UPDATE', 'DELETE'])),
    describeRecords('see sensitive fields of', typesOf(granted, ['SEE_SENSITIVE'])),
  ];
  const general = [...granted].flatMap((name) => generalLabel(name) ?? []);
  const records = parts.filter(Boolean).join(', ');
  return [records, general.join(', ')].filter(Boolean).join(' · ') || 'Nothing about records';
}

function typesOf(granted: PermissionSet, operations: string[]): Set<string> {
  const names = [...granted].map((name) => name.split(' '));
  return new Set(names.flatMap(([operation, type]) => (type && operations.includes(operation!) ? [type] : [])));
}

function describeRecords(verb: string, types: Set<string>): string {
  if (types.has(everyType)) return `${verb} all records`;
  return types.size === 0 ? '' : `${verb} ${types.size} ${types.size === 1 ? 'type' : 'types'}`;
}
