import { belongsTo } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const procedureReviewRequest = defineRecordType({
  name: 'ProcedureReviewRequest',
  titleField: 'id',
  listColumns: ['procedure', 'reviewer'],
  fields: {
    procedure: belongsTo('Procedure', { required: true, partOf: true }),
    reviewer: belongsTo('User'),
  },
});
