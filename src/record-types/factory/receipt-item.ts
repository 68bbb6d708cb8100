import { belongsTo, float } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const receiptItem = defineRecordType({
  name: 'ReceiptItem',
  titleField: 'id',
  listColumns: ['receipt', 'partInventory', 'purchaseOrderLine', 'quantity'],
  fields: {
    receipt: belongsTo('Receipt', { partOf: true }),
    partInventory: belongsTo('PartInventory', { required: true }),
    purchaseOrderLine: belongsTo('PurchaseOrderLine'),
    quantity: float({ min: 0 }),
  },
});
