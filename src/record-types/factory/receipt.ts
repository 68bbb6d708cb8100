import { belongsTo, hasMany, longText } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const receipt = defineRecordType({
  name: 'Receipt',
  titleField: 'id',
  listColumns: ['id', 'supplier', 'notes'],
  fields: {
    supplier: belongsTo('Supplier'),
    notes: longText(),
    items: hasMany('ReceiptItem', { by: 'receipt' }),
  },
});
