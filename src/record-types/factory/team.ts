import { longText, manyToMany, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const team = defineRecordType({
  name: 'Team',
  titleField: 'name',
  listColumns: ['name', 'description'],
  unique: [['name']],
  fields: {
    name: text({ required: true }),
    description: longText(),
    users: manyToMany('User', { inverseOf: 'teams' }),
  },
});
