// The first days of the sample factory: changes that meet its actions, so that its logs show each outcome. They go through
// the guarded pipeline like anybody's; what an action blocks stays as it was.

import type { RecordTypes } from '../record-types/record-types.ts';
import { RequestError } from '../records/errors.ts';
import { findAll } from '../records/find-all.ts';
import type { RequestScope } from '../records/guard.ts';
import type { RecordInput } from '../records/parse-input.ts';
import type { Records } from '../records/records.ts';
import type { Queryable } from '../storage/tables.ts';

export interface FirstChangesOptions {
  readonly db: Queryable;
  readonly records: Records;
  readonly recordTypes: RecordTypes;
  /** Who makes them; each has a request id of its own. */
  readonly request: RequestScope;
  readonly createRequestId: () => string;
}

/** Type, which record, and what becomes of it; a record that is not there is left out. */
const updates: readonly [type: string, filters: object, values: RecordInput][] = [
  [
    'PartInventory',
    { serialNumber: { eq: null }, status: { eq: 'WIP' }, part: { trackingType: { eq: 'SERIAL' } } },
    { status: 'AVAILABLE' },
  ],
  ['PartInventory', { serialNumber: { eq: 'TC-0101' } }, { status: 'SCRAPPED' }],
  ['PartInventory', { serialNumber: { eq: 'TC-0102' } }, { status: 'KITTED' }],
  ['PartInventory', { serialNumber: { eq: 'TC-0102' } }, { status: 'AVAILABLE' }],
  ['PartInventory', { lotNumber: { eq: 'AL-2219-77' } }, { quantity: 22 }],
  ['PurchaseOrderLine', { status: { eq: 'DRAFT' }, needDate: { eq: null } }, { status: 'REQUESTED' }],
  [
    'Issue',
    { status: { neq: 'IN_REVIEW' }, redlines: { step: { status: { in: ['REDLINE', 'IN_PROGRESS', 'TODO'] } } } },
    { status: 'IN_REVIEW' },
  ],
  ['Procedure', { status: { eq: 'DRAFT' } }, { status: 'IN_REVIEW' }],
  ['RunStep', { status: { eq: 'IN_PROGRESS' } }, { status: 'COMPLETE' }],
];

export async function makeFirstChanges(options: FirstChangesOptions): Promise<void> {
  for (const change of updates) await tolerateBlocks(() => update(options, ...change));
  const part = { partNumber: 'bracket 7', description: 'Left bracket of the avionics shelf' };
  await tolerateBlocks(() => create(options, 'Part', part));
  await tolerateBlocks(() => create(options, 'Part', { partNumber: 'BRK-1001' }));
}

async function update(
  options: FirstChangesOptions,
  typeName: string,
  filters: object,
  values: RecordInput,
): Promise<void> {
  const { db, records, recordTypes, request, createRequestId } = options;
  const type = recordTypes.named(typeName);
  const [record] = await findAll(db, recordTypes, type, filters as Parameters<typeof findAll>[3], [
    { field: 'id', direction: 'ASC' },
  ]);
  if (!record) return;
  await records.update(
    type,
    { id: record.id, etag: record._etag, values },
    { ...request, requestId: createRequestId() },
  );
}

async function create(options: FirstChangesOptions, typeName: string, values: RecordInput): Promise<void> {
  const { records, recordTypes, request, createRequestId } = options;
  await records.create(recordTypes.named(typeName), values, { ...request, requestId: createRequestId() });
}

/** A block is what a visitor should see in the logs; so is whatever else a request can run into. */
async function tolerateBlocks(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
  }
}
