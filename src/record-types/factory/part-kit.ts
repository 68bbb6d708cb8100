import { attributes, belongsTo, enumeration, hasMany } from '../fields.ts';
import { defineRecordType } from '../record-type.ts';

export const partKit = defineRecordType({
  name: 'PartKit',
  titleField: 'id',
  listColumns: ['id', 'status', 'run', 'location'],
  fields: {
    status: enumeration(['REQUESTED', 'IN_PROGRESS', 'KITTED', 'DELIVERED', 'CANCELED'], {
      required: true,
      default: 'REQUESTED',
      indexed: true,
    }),
    run: belongsTo('Run'),
    location: belongsTo('Location'),
    items: hasMany('PartKitItem', { by: 'partKit' }),
    attributes: attributes(),
  },
});
