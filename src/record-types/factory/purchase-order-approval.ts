import { belongsTo, longText } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const purchaseOrderApproval = defineRecordType({
  name: 'PurchaseOrderApproval',
  titleField: 'id',
  listColumns: ['purchaseOrder', 'reviewer', 'comment'],
  fields: {
    purchaseOrder: belongsTo('PurchaseOrder', { required: true, partOf: true }),
    reviewer: belongsTo('User', { description: 'Whoever creates it when left out' }),
    comment: longText(),
  },
});
