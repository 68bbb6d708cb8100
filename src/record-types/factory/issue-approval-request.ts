import { belongsTo } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const issueApprovalRequest = defineRecordType({
  name: 'IssueApprovalRequest',
  titleField: 'id',
  listColumns: ['issue', 'reviewer'],
  fields: {
    issue: belongsTo('Issue', { required: true, partOf: true }),
    reviewer: belongsTo('User'),
  },
});
