import { longText, manyToMany, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const role = defineRecordType({
  name: 'Role',
  titleField: 'name',
  listColumns: ['name', 'description'],
  unique: [['name']],
  fields: {
    name: text({ required: true, description: 'Administrators have the role admin' }),
    description: longText(),
    permissionGroups: manyToMany('PermissionGroup'),
    users: manyToMany('User', { inverseOf: 'roles' }),
  },
});
