// Retention: a log is unreadable the moment it is older than `retentionDays`, its rows are deleted by the next
// housekeeping run, and its day's partitions are dropped, disk space and all, when the whole day is over.

import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { Queryable } from '../storage/tables.ts';
import { ensurePartitions, findPartitions } from './partitions.ts';

/**
 * Every query that reads logs has this condition, by the database's clock. It is written so that no index serves it: it
 * holds for nearly all logs, and only costs where it is looked up.
 */
export function notExpired(retentionDays: number): RawBuilder<boolean> {
  return sql<boolean>`created_at + make_interval(days => ${sql.lit(retentionDays)}) > now()`;
}

/** When a log of this age can no longer be read. */
export function expiresAt(createdAt: Date, retentionDays: number): Date {
  return new Date(createdAt.getTime() + retentionDays * 24 * 60 * 60 * 1000);
}

export interface HousekeepingReceipt {
  startedAt: Date;
  durationMs: number;
  deletedBefore: Date;
  logsDeleted: number;
  partitionsDropped: string[];
  bytesFreed: number;
}

/** "Housekep" in ASCII: the advisory lock that lets one node clean up at a time. */
const housekeepingLock = '5219519631628920176';
const daysAhead = 3;

/**
 * Makes tomorrow's partitions, drops those whose day is over, deletes expired rows of the oldest day, and leaves a
 * receipt when it removed anything. Undefined when another node is at it.
 */
export async function keepHouse(db: Database, retentionDays: number): Promise<HousekeepingReceipt | undefined> {
  return db.kysely.connection().execute(async (connection) => {
    const locked = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${housekeepingLock}) as locked`.execute(
      connection,
    );
    if (!locked.rows[0]!.locked) return undefined;
    try {
      return await cleanUp(connection, retentionDays);
    } finally {
      await sql`select pg_advisory_unlock(${housekeepingLock})`.execute(connection);
    }
  });
}

async function cleanUp(db: Queryable, retentionDays: number): Promise<HousekeepingReceipt> {
  const started = performance.now();
  const { rows } = await sql<{ now: Date; expired_before: Date }>`
    select now() as now, now() - make_interval(days => ${retentionDays}) as expired_before`.execute(db);
  const { now, expired_before: deletedBefore } = rows[0]!;
  await ensurePartitions(db, now, daysAhead);
  const over = (await findPartitions(db)).filter(({ end }) => end <= deletedBefore);
  let logsDeleted = 0;
  for (const { name } of over) {
    if (!name.includes('_body_')) logsDeleted += await countRows(db, name);
    await sql`drop table if exists ${sql.table(name)}`.execute(db);
  }
  logsDeleted += await deleteExpiredRows(db, deletedBefore);
  const receipt = {
    startedAt: now,
    durationMs: Math.round(performance.now() - started),
    deletedBefore,
    logsDeleted,
    partitionsDropped: over.map(({ name }) => name),
    bytesFreed: over.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  if (logsDeleted || over.length) await writeReceipt(db, receipt);
  return receipt;
}

async function countRows(db: Queryable, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]!.count;
}

/** In batches, so that no writer waits for a long transaction. */
async function deleteExpiredRows(db: Queryable, before: Date): Promise<number> {
  const batch = 5000;
  let total = 0;
  for (;;) {
    const { rows } = await sql<{ deleted: number }>`
      with expired as (
        select created_at, id from execution_log where created_at <= ${before} limit ${batch}
      ), bodies as (
        delete from execution_log_body b using expired e where b.created_at = e.created_at and b.id = e.id
      ), heads as (
        delete from execution_log l using expired e where l.created_at = e.created_at and l.id = e.id returning 1
      )
      select count(*) as deleted from heads`.execute(db);
    total += rows[0]!.deleted;
    if (rows[0]!.deleted < batch) return total;
  }
}

async function writeReceipt(db: Queryable, receipt: HousekeepingReceipt): Promise<void> {
  await db
    .insertInto('housekeeping_receipt')
    .values({
      started_at: receipt.startedAt,
      duration_ms: receipt.durationMs,
      deleted_before: receipt.deletedBefore,
      logs_deleted: receipt.logsDeleted,
      partitions_dropped: receipt.partitionsDropped,
      bytes_freed: receipt.bytesFreed,
    })
    .execute();
}
