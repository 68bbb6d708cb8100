import { attributes, belongsTo, enumeration, float, hasMany } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const purchaseOrder = defineRecordType({
  name: 'PurchaseOrder',
  titleField: 'id',
  listColumns: ['id', 'status', 'supplier', 'estimatedTotalCost'],
  fields: {
    status: enumeration(['DRAFT', 'IN_REVIEW', 'APPROVED', 'ORDERED', 'RECEIVED', 'CANCELED'], {
      required: true,
      default: 'DRAFT',
      indexed: true,
    }),
    supplier: belongsTo('Supplier'),
    estimatedTotalCost: float({
      min: 0,
      description: 'The sum of quantity × cost of the lines unless it is set',
      computedWhenEmpty: `(select coalesce(sum(line.quantity * line.cost), 0) from purchase_order_line line
        where line.purchase_order_id = {row}.id)`,
    }),
    lines: hasMany('PurchaseOrderLine', { by: 'purchaseOrder' }),
    approvals: hasMany('PurchaseOrderApproval', { by: 'purchaseOrder' }),
    approvalRequests: hasMany('PurchaseOrderApprovalRequest', { by: 'purchaseOrder' }),
    attributes: attributes(),
  },
});
