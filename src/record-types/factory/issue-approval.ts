import { belongsTo, longText } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const issueApproval = defineRecordType({
  name: 'IssueApproval',
  titleField: 'id',
  listColumns: ['issue', 'reviewer', 'comment'],
  fields: {
    issue: belongsTo('Issue', { required: true, partOf: true }),
    reviewer: belongsTo('User', { description: 'Whoever creates it when left out' }),
    comment: longText(),
  },
});
