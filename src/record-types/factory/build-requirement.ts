import { belongsTo, float, hasMany } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const buildRequirement = defineRecordType({
  name: 'BuildRequirement',
  titleField: 'id',
  listColumns: ['partInventory', 'part', 'quantity', 'run'],
  fields: {
    partInventory: belongsTo('PartInventory', { partOf: true, description: 'The build that needs it' }),
    run: belongsTo('Run'),
    part: belongsTo('Part', { required: true }),
    mbomItem: belongsTo('MbomItem', { label: 'MBOM item', description: 'The planned part this came from' }),
    quantity: float({ required: true, default: 1, min: 0 }),
    abomInstallations: hasMany('AbomInstallation', { by: 'buildRequirement', label: 'Installations' }),
  },
});
