import { attributes, belongsTo, enumeration, hasMany, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';
import { runStatuses } from './run-step.ts';

export const run = defineRecordType({
  name: 'Run',
  titleField: 'title',
  listColumns: ['title', 'status', 'procedure', 'part', 'partInventory'],
  fields: {
    title: text({ description: 'The title of the procedure when left out' }),
    status: enumeration(runStatuses, { required: true, default: 'TODO', indexed: true }),
    procedure: belongsTo('Procedure', { description: 'Its steps become the steps of a new run' }),
    part: belongsTo('Part'),
    partInventory: belongsTo('PartInventory', { description: 'Made with a new run that has a part but no inventory' }),
    steps: hasMany('RunStep', { by: 'run', orderBy: 'position' }),
    attributes: attributes(),
    partKits: hasMany('PartKit', { by: 'run' }),
    buildRequirements: hasMany('BuildRequirement', { by: 'run' }),
  },
});
