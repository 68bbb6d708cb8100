import { attributes, hasMany, longText, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const supplier = defineRecordType({
  name: 'Supplier',
  titleField: 'name',
  listColumns: ['name', 'description'],
  fields: {
    name: text({ required: true, indexed: true }),
    description: longText(),
    taxNumber: text({ sensitive: true }),
    attributes: attributes(),
    purchaseOrders: hasMany('PurchaseOrder', { by: 'supplier' }),
  },
});
