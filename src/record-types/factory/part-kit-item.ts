import { belongsTo, float } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const partKitItem = defineRecordType({
  name: 'PartKitItem',
  titleField: 'id',
  listColumns: ['partKit', 'part', 'quantity', 'partInventory'],
  fields: {
    partKit: belongsTo('PartKit', { required: true, partOf: true }),
    part: belongsTo('Part', { required: true }),
    quantity: float({ required: true, default: 1, min: 0 }),
    partInventory: belongsTo('PartInventory', { description: 'What was picked for it' }),
  },
});
