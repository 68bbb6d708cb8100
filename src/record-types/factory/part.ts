import { attributes, enumeration, float, hasMany, integer, longText, manyToMany, text } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const part = defineRecordType({
  name: 'Part',
  titleField: 'partNumber',
  listColumns: ['partNumber', 'revision', 'description', 'partType', 'trackingType', 'status'],
  unique: [['partNumber', 'revision']],
  fields: {
    partNumber: text({ required: true }),
    revision: text(),
    description: longText(),
    partType: enumeration(['PART', 'TOOL'], { default: 'PART', enumName: 'PartType' }),
    trackingType: enumeration(['SERIAL', 'LOT'], { default: 'LOT' }),
    status: enumeration(['RELEASED', 'ARCHIVED'], { default: 'RELEASED', indexed: true }),
    sourcingStrategy: enumeration(['MAKE', 'BUY', 'DUAL_SOURCE'], { default: 'MAKE' }),
    cost: float({ min: 0, description: 'Standard cost of one' }),
    leadTime: integer({ min: 0, label: 'Lead time (days)' }),
    partSubtypes: manyToMany('PartSubtype'),
    attributes: attributes(),
    inventories: hasMany('PartInventory', { by: 'part' }),
    mbomItems: hasMany('MbomItem', { by: 'assembly', label: 'Bill of materials' }),
  },
});
