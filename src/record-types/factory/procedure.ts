import { attributes, enumeration, hasMany, longText, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const procedure = defineRecordType({
  name: 'Procedure',
  titleField: 'title',
  listColumns: ['title', 'type', 'status', 'description'],
  fields: {
    title: text({ required: true }),
    description: longText(),
    status: enumeration(['DRAFT', 'IN_REVIEW', 'RELEASED', 'ARCHIVED'], {
      required: true,
      default: 'DRAFT',
      indexed: true,
    }),
    type: enumeration(['BUILD', 'TEST', 'INSPECTION', 'REWORK', 'MAINTENANCE', 'OTHER'], {
      required: true,
      default: 'BUILD',
    }),
    steps: hasMany('Step', { by: 'procedure', where: { parent: null }, orderBy: 'position' }),
    reviewRequests: hasMany('ProcedureReviewRequest', { by: 'procedure' }),
    attributes: attributes(),
    runs: hasMany('Run', { by: 'procedure' }),
  },
});
