import { manyToMany, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const partSubtype = defineRecordType({
  name: 'PartSubtype',
  titleField: 'name',
  listColumns: ['name'],
  unique: [['name']],
  fields: {
    name: text({ required: true }),
    parts: manyToMany('Part', { inverseOf: 'partSubtypes' }),
  },
});
