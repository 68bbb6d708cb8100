import { belongsTo, datetime, float } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const abomInstallation = defineRecordType({
  name: 'AbomInstallation',
  label: 'ABOM Installation',
  titleField: 'id',
  listColumns: ['buildRequirement', 'partInventory', 'quantity', 'installedAt'],
  fields: {
    buildRequirement: belongsTo('BuildRequirement', { required: true, partOf: true }),
    partInventory: belongsTo('PartInventory', { required: true, description: 'What was installed' }),
    runStep: belongsTo('RunStep', { description: 'Where it was installed' }),
    quantity: float({ required: true, default: 1, min: 0 }),
    installedAt: datetime(),
  },
});
