/**
 * Fills an empty installation with the sample factory: a maker of small rockets, with people, parts, procedures, runs,
 * inventory, issues and purchase orders. The same every time, all or nothing, through the change pipeline without actions
 * (cascades make inventory and run steps as they would for a person).
 */
import { sql } from 'kysely';
import type { RecordTypes } from '../record-types/record-types.ts';
import { BadInputError } from '../records/errors.ts';
import { factoryCascades } from '../records/factory-cascades.ts';
import { type RequestScope, unguarded } from '../records/guard.ts';
import { createRecords } from '../records/records.ts';
import type { Queryable } from '../storage/tables.ts';
import { createSample } from './sample.ts';
import { sampleParts } from './sample-parts.ts';
import { samplePeople } from './sample-people.ts';
import { sampleProcedures } from './sample-procedures.ts';
import { samplePurchasing } from './sample-purchasing.ts';
import { sampleWork } from './sample-work.ts';

export interface SampleFactoryOptions {
  readonly db: Queryable;
  readonly recordTypes: RecordTypes;
  /** Who loads it: the author of every record. */
  readonly request: RequestScope;
}

/** "Sample" in ASCII: what two loaders lock. */
const sampleLock = 91_737_469_315_173;

/** @throws BadInputError when the installation has parts, procedures, issues or purchase orders. */
export async function loadSampleFactory({ db, recordTypes, request }: SampleFactoryOptions): Promise<void> {
  const records = createRecords({ db, recordTypes, cascades: factoryCascades, guard: unguarded });
  await records.change(request, async (changes) => {
    await requireEmpty(changes.tx);
    const sample = createSample(changes);
    await samplePeople(sample, changes.tx);
    await sampleParts(sample);
    await sampleProcedures(sample);
    await samplePurchasing(sample);
    await sampleWork(sample);
  });
}

async function requireEmpty(tx: Queryable): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sampleLock})`.execute(tx);
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from part) or exists (select from procedure) or exists (select from issue)
      or exists (select from purchase_order) as used`.execute(tx);
  if (!rows[0]!.used) return;
  throw new BadInputError('This installation already has records: the sample factory goes into an empty one only.');
}
