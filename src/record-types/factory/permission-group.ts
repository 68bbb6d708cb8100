import { json, manyToMany, text } from '../fields.ts';
import { defineRecordType, type RecordRow } from '../record-type.ts';

export const permissionGroup = defineRecordType({
  name: 'PermissionGroup',
  titleField: 'name',
  listColumns: ['name', 'permissions'],
  unique: [['name']],
  check: permissionsAreNames,
  fields: {
    name: text({ required: true, description: 'In PascalCase' }),
    permissions: json({ description: 'A list of permission names' }),
    roles: manyToMany('Role', { inverseOf: 'permissionGroups' }),
  },
});

function permissionsAreNames(record: RecordRow): string | undefined {
  const { permissions } = record;
  if (permissions === null || permissions === undefined) return undefined;
  if (Array.isArray(permissions) && permissions.every((name) => typeof name === 'string')) return undefined;
  return 'permissions is a list of permission names, like ["records.write"].';
}
