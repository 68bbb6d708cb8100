import { attributes, hasMany, longText, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const location = defineRecordType({
  name: 'Location',
  titleField: 'name',
  listColumns: ['name', 'description'],
  fields: {
    name: text({ required: true, indexed: true }),
    description: longText(),
    attributes: attributes(),
    partInventories: hasMany('PartInventory', { by: 'location' }),
  },
});
