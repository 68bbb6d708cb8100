import { belongsTo, longText } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const redline = defineRecordType({
  name: 'Redline',
  titleField: 'reason',
  listColumns: ['issue', 'step', 'reason'],
  fields: {
    issue: belongsTo('Issue', { required: true, partOf: true }),
    step: belongsTo('RunStep', { required: true }),
    reason: longText(),
  },
});
