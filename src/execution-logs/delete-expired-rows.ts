// Deletes expired logs row by row: of the day that is partly over, and of those that are over but could not be dropped now.

import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import type { Attempts } from './attempts.ts';
import { dayMs, findPartitions, type Partition } from './partitions.ts';
import type { HousekeepingReceipt } from './receipts.ts';

type Deleted = Pick<HousekeepingReceipt, 'logsDeleted' | 'bodiesDeleted'>;

const batchSize = 5000;
/** Between two batches, so that after a long standstill others get their turn. */
const pauseMs = 20;

/**
 * Deletes what was created until `before`, and counts it in `receipt`. Each batch is a short transaction. The space of the rows
 * is then used again by later ones; what stood there is off the disk when their day's files are.
 */
export async function deleteExpiredRows(
  db: Queryable,
  before: Date,
  { receipt, attempt }: { receipt: Deleted; attempt: Attempts['attempt'] },
): Promise<void> {
  for (const tables of await findDays(db)) {
    const [{ end, name }] = tables as [Partition];
    if (end.getTime() - dayMs > before.getTime()) continue;
    await attempt(`delete expired rows of ${name}`, async () => {
      const deleted = await deleteExpiredOf(db, tables, { before, receipt });
      // The files of a day that is over go anyway.
      if (deleted && end > before)
        await sql`vacuum (truncate off, parallel 0) ${sql.join(tables.map((table) => sql.table(table.name)))}`.execute(
          db,
        );
    });
  }
}

/** The tables of each day, oldest first: heads and bodies, or which of them is left of a day that was dropped by half. */
async function findDays(db: Queryable): Promise<Partition[][]> {
  const days = new Map<number, Partition[]>();
  for (const partition of await findPartitions(db)) {
    const end = partition.end.getTime();
    days.set(end, [...(days.get(end) ?? []), partition]);
  }
  return [...days.values()];
}

async function deleteExpiredOf(
  db: Queryable,
  tables: Partition[],
  { before, receipt }: { before: Date; receipt: Deleted },
): Promise<number> {
  const heads = tables.find(({ table }) => table === 'execution_log');
  const bodies = tables.find(({ table }) => table === 'execution_log_body');
  for (let total = 0; ; await delay(pauseMs)) {
    const deleted =
      heads && bodies
        ? await deleteLogs(db, { heads: heads.name, bodies: bodies.name, before })
        : { heads: 0, bodies: 0, [heads ? 'heads' : 'bodies']: await deleteFrom(db, tables[0]!.name, before) };
    receipt.logsDeleted += deleted.heads;
    receipt.bodiesDeleted += deleted.bodies;
    const most = Math.max(deleted.heads, deleted.bodies);
    total += most;
    if (most < batchSize) return total;
  }
}

async function deleteLogs(
  db: Queryable,
  { heads, bodies, before }: { heads: string; bodies: string; before: Date },
): Promise<{ heads: number; bodies: number }> {
  const { rows } = await sql<{ heads: number; bodies: number }>`
    with expired as materialized (
      select created_at, id from ${sql.table(heads)} where created_at <= ${before}
      order by created_at, id limit ${batchSize}
    ), deleted_bodies as (
      delete from ${sql.table(bodies)} where id = any (array(select id from expired)) returning 1
    ), deleted_heads as (
      delete from ${sql.table(heads)} where (created_at, id) in (select created_at, id from expired) returning 1
    )
    select (select count(*) from deleted_heads) as heads, (select count(*) from deleted_bodies) as bodies`.execute(db);
  return rows[0]!;
}

/** @returns how many rows of the one table */
async function deleteFrom(db: Queryable, table: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select ctid from ${sql.table(table)} where created_at <= ${before} limit ${batchSize}))`.execute(db);
  return Number(numAffectedRows);
}
