import { attributes, belongsTo, boolean, enumeration, float, hasMany, idList, richText, text } from '../fields.ts';
import { defineRecordType, type RecordRow } from '../record-type.ts';

export const step = defineRecordType({
  name: 'Step',
  titleField: 'title',
  listColumns: ['title', 'procedure', 'parent', 'position', 'location'],
  check: hasAHome,
  fields: {
    title: text({ required: true }),
    position: float({ description: 'Order among the steps of the same parent; the end when left out' }),
    content: richText(),
    procedure: belongsTo('Procedure', { partOf: true, description: "The parent's procedure when left out" }),
    parent: belongsTo('Step', { partOf: true }),
    steps: hasMany('Step', { by: 'parent', orderBy: 'position' }),
    location: belongsTo('Location'),
    upstreamStepIds: idList('Step', {
      joinTable: 'step_dependency',
      near: 'downstream_step_id',
      far: 'upstream_step_id',
      description: 'Steps that must be complete before this one starts',
    }),
    downstreamStepIds: idList('Step', {
      joinTable: 'step_dependency',
      near: 'upstream_step_id',
      far: 'downstream_step_id',
      description: 'Steps that wait for this one',
    }),
    isStandardStep: boolean({ required: true, default: false }),
    standardStepStatus: enumeration(['DRAFT', 'IN_REVIEW', 'RELEASED', 'ARCHIVED']),
    attributes: attributes(),
  },
});

function hasAHome(record: RecordRow): string | undefined {
  if (record.procedureId !== null || record.isStandardStep) return undefined;
  return 'a step belongs to a procedure: give procedureId, or parentId to take it from the parent step.';
}
