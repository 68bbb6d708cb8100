// Deletes expired logs row by row, of the day that is not wholly over yet.

import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { dayMs, findPartitions, type Partition } from './partitions.ts';
import type { HousekeepingReceipt } from './receipts.ts';

const batchSize = 5000;
/** Between two batches, so that after a long standstill others get their turn. */
const pauseMs = 20;

/** Each batch is a short transaction. Afterwards the rows' bytes are wiped, not only marked as dead. */
export async function deleteExpiredRows(db: Queryable, before: Date, receipt: HousekeepingReceipt): Promise<void> {
  const partitions = (await findPartitions(db)).filter(({ state }) => state === 'attached');
  for (const heads of partitions) {
    const begun = heads.end.getTime() - dayMs;
    const bodies = partitions.find(({ table, end }) => table !== heads.table && end.getTime() === heads.end.getTime());
    if (heads.table !== 'execution_log' || begun > before.getTime() || !bodies) continue;
    const deleted = await deleteExpiredOf(db, { heads, bodies, before }, receipt);
    if (deleted)
      await sql`vacuum (truncate off, parallel 0) ${sql.table(heads.name)}, ${sql.table(bodies.name)}`.execute(db);
  }
}

async function deleteExpiredOf(
  db: Queryable,
  { heads, bodies, before }: { heads: Partition; bodies: Partition; before: Date },
  receipt: HousekeepingReceipt,
): Promise<number> {
  for (let total = 0; ; await delay(pauseMs)) {
    const { rows } = await sql<{ heads: number; bodies: number }>`
      with expired as materialized (
        select created_at, id from ${sql.table(heads.name)} where created_at <= ${before}
        order by created_at, id limit ${batchSize}
      ), deleted_bodies as (
        delete from ${sql.table(bodies.name)} where id = any (array(select id from expired)) returning 1
      ), deleted_heads as (
        delete from ${sql.table(heads.name)} where (created_at, id) in (select created_at, id from expired) returning 1
      )
      select (select count(*) from deleted_heads) as heads, (select count(*) from deleted_bodies) as bodies`.execute(
      db,
    );
    receipt.logsDeleted += rows[0]!.heads;
    receipt.bodiesDeleted += rows[0]!.bodies;
    total += rows[0]!.heads;
    if (rows[0]!.heads < batchSize) return total;
  }
}
