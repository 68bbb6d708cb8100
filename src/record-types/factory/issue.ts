import { attributes, belongsTo, enumeration, hasMany, richText, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const issue = defineRecordType({
  name: 'Issue',
  titleField: 'title',
  listColumns: ['title', 'status', 'assignedTo', 'partInventory', 'runStep'],
  fields: {
    title: text({ required: true }),
    status: enumeration(['PENDING', 'IN_PROGRESS', 'IN_REVIEW', 'RESOLVED'], {
      required: true,
      default: 'PENDING',
      indexed: true,
    }),
    assignedTo: belongsTo('User'),
    expectedCondition: richText(),
    causeCondition: richText(),
    disposition: richText(),
    redlines: hasMany('Redline', { by: 'issue' }),
    attributes: attributes(),
    approvals: hasMany('IssueApproval', { by: 'issue' }),
    approvalRequests: hasMany('IssueApprovalRequest', { by: 'issue' }),
    partInventory: belongsTo('PartInventory'),
    runStep: belongsTo('RunStep'),
    mustCloseByRunStep: belongsTo('RunStep'),
  },
});
