import { json, manyToMany, text } from '../fields.ts';
import { findPermissionProblem } from '../permission-names.ts';
import { defineRecordType } from '../record-type.ts';

export const permissionGroup = defineRecordType({
  name: 'PermissionGroup',
  titleField: 'name',
  listColumns: ['name', 'permissions'],
  unique: [['name']],
  check: ({ permissions }) => (permissions == null ? undefined : findPermissionProblem(permissions)),
  fields: {
    name: text({ required: true, description: 'In PascalCase' }),
    permissions: json({ description: 'A list of permission names: "READ *", "UPDATE Part", "SEE_LOGS"' }),
    roles: manyToMany('Role', { inverseOf: 'permissionGroups' }),
  },
});
