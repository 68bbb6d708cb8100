import { attributes, belongsTo, enumeration, float, hasMany, text } from '../fields.ts';
import { defineRecordType, type RecordRow } from '../record-type.ts';

export const partInventory = defineRecordType({
  name: 'PartInventory',
  titleField: 'serialNumber',
  listColumns: ['part', 'serialNumber', 'lotNumber', 'quantity', 'status', 'location'],
  check: serialIsSingle,
  tableChecks: [{ name: 'serial_is_single', sql: `coalesce(serial_number, '') = '' or quantity in (0, 1)` }],
  fields: {
    part: belongsTo('Part', { required: true }),
    serialNumber: text({ indexed: true }),
    lotNumber: text({ indexed: true }),
    quantity: float({ required: true, default: 1, min: 0 }),
    status: enumeration(['AVAILABLE', 'UNAVAILABLE', 'SCRAPPED', 'INSTALLED', 'KITTED', 'WIP', 'ON_ORDER'], {
      required: true,
      default: 'AVAILABLE',
      indexed: true,
    }),
    location: belongsTo('Location'),
    howCreated: enumeration(
      [
        'MANUAL',
        'RUN_MADE',
        'PO_LINE_MADE',
        'DIRECT_SPLIT',
        'PARTIAL_INSTALL',
        'PARTIAL_UNINSTALL',
        'PARTIAL_KIT',
        'PARTIAL_UNKIT',
        'PARTIAL_SCRAP',
        'PARTIAL_UNSCRAP',
        'PARTIAL_RECEIVE',
        'UNKNOWN',
      ],
      { required: true, default: 'MANUAL', createOnly: true },
    ),
    purchaseOrderLine: belongsTo('PurchaseOrderLine', {
      partOf: { when: { status: 'ON_ORDER' } },
      description: 'The order line that this inventory was made for',
    }),
    attributes: attributes(),
    runs: hasMany('Run', { by: 'partInventory' }),
    issues: hasMany('Issue', { by: 'partInventory' }),
    buildRequirements: hasMany('BuildRequirement', { by: 'partInventory' }),
  },
});

function serialIsSingle(record: RecordRow): string | undefined {
  const { serialNumber, quantity } = record;
  if (!serialNumber || quantity === 0 || quantity === 1) return undefined;
  return (
    `quantity ${quantity} is not possible with serial number "${serialNumber}": a serial has quantity 0 or 1. ` +
    'Set the quantity to 0 or 1, or clear the serial number.'
  );
}
