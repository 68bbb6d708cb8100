import { belongsTo, boolean, enumeration, json, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const runStepField = defineRecordType({
  name: 'RunStepField',
  titleField: 'name',
  listColumns: ['name', 'runStep', 'type', 'value', 'required'],
  fields: {
    name: text({ required: true }),
    type: enumeration(['STRING', 'NUMBER', 'BOOLEAN', 'SELECT', 'MULTISELECT', 'SIGNOFF', 'DATETIME'], {
      required: true,
      default: 'STRING',
    }),
    value: json(),
    required: boolean({ required: true, default: false }),
    runStep: belongsTo('RunStep', { required: true, partOf: true }),
  },
});
