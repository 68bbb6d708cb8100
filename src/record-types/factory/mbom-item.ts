import { belongsTo, float, text } from '../fields.ts';
import { defineRecordType, type RecordRow } from '../record-type.ts';

export const mbomItem = defineRecordType({
  name: 'MbomItem',
  label: 'MBOM Item',
  titleField: 'id',
  listColumns: ['assembly', 'part', 'quantity', 'referenceDesignator'],
  check: isNotItsOwnPart,
  fields: {
    assembly: belongsTo('Part', { required: true, partOf: true, description: 'The part that is built' }),
    part: belongsTo('Part', { required: true, description: 'The part that goes into it' }),
    quantity: float({ required: true, default: 1, min: 0, description: 'For one assembly' }),
    referenceDesignator: text(),
  },
});

function isNotItsOwnPart(record: RecordRow): string | undefined {
  if (record.assemblyId !== record.partId) return undefined;
  return `part ${record.partId} can't go into itself: choose another part or another assembly.`;
}
