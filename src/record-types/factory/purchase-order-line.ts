import { attributes, belongsTo, date, enumeration, float, hasMany, longText } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const purchaseOrderLine = defineRecordType({
  name: 'PurchaseOrderLine',
  titleField: 'description',
  listColumns: ['purchaseOrder', 'part', 'description', 'quantity', 'cost', 'status', 'needDate'],
  fields: {
    purchaseOrder: belongsTo('PurchaseOrder', { required: true, partOf: true }),
    part: belongsTo('Part'),
    description: longText(),
    status: enumeration(['DRAFT', 'REQUESTED', 'APPROVED', 'ORDERED', 'RECEIVED', 'CANCELED'], {
      required: true,
      default: 'DRAFT',
      indexed: true,
    }),
    quantity: float({ required: true, default: 1, min: 0 }),
    cost: float({ min: 0, description: 'Of one' }),
    needDate: date({ indexed: true }),
    attributes: attributes(),
    partInventories: hasMany('PartInventory', { by: 'purchaseOrderLine' }),
    receiptItems: hasMany('ReceiptItem', { by: 'purchaseOrderLine' }),
  },
});
