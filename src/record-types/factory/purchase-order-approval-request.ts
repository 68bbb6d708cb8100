import { belongsTo } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const purchaseOrderApprovalRequest = defineRecordType({
  name: 'PurchaseOrderApprovalRequest',
  titleField: 'id',
  listColumns: ['purchaseOrder', 'reviewer'],
  fields: {
    purchaseOrder: belongsTo('PurchaseOrder', { required: true, partOf: true }),
    reviewer: belongsTo('User'),
  },
});
