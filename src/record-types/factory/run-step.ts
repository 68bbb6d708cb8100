import { attributes, belongsTo, enumeration, float, hasMany, idList, richText, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

/** States of a run and of its steps: a run's state is rolled up from theirs. */
export const runStatuses = ['TODO', 'IN_PROGRESS', 'COMPLETE', 'REDLINE', 'HOLD', 'FAILED', 'CANCELED'] as const;

export const runStep = defineRecordType({
  name: 'RunStep',
  titleField: 'title',
  listColumns: ['title', 'run', 'status', 'position', 'location'],
  fields: {
    title: text({ required: true }),
    content: richText(),
    status: enumeration(runStatuses, { required: true, default: 'TODO', indexed: true }),
    position: float({ description: 'Order within the run; the end when left out' }),
    run: belongsTo('Run', { required: true, partOf: true }),
    location: belongsTo('Location'),
    upstreamStepIds: idList('RunStep', {
      joinTable: 'run_step_dependency',
      near: 'downstream_step_id',
      far: 'upstream_step_id',
      description: 'Steps that must be complete before this one starts',
    }),
    downstreamStepIds: idList('RunStep', {
      joinTable: 'run_step_dependency',
      near: 'upstream_step_id',
      far: 'downstream_step_id',
      description: 'Steps that wait for this one',
    }),
    fields: hasMany('RunStepField', { by: 'runStep' }),
    attributes: attributes(),
    redlines: hasMany('Redline', { by: 'step' }),
    issues: hasMany('Issue', { by: 'runStep' }),
  },
});
