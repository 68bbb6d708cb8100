// Retention: a log is unreadable the moment it is older than `retentionDays`, its rows are deleted by the next
// housekeeping run, and its day's partitions are dropped, disk space and all, when the whole day is over.

import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { Queryable } from '../storage/tables.ts';
import { countDays, forgetExpiredDays } from './action-days.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import { indexClosedDays } from './closed-days.ts';
import { deleteExpiredRows } from './delete-expired-rows.ts';
import { dayMs, dropPartition, ensurePartitions, findPartitions, type Partition, sizeOf } from './partitions.ts';
import { type HousekeepingReceipt, writeReceipt } from './receipts.ts';

/**
 * Every query that reads logs has this condition, by the database's clock and by the retention that the database knows, so
 * that a shorter one hides logs on every node at once. It is written so that no index serves it: it holds for nearly all
 * logs, and only costs where it is looked up.
 */
export function notExpired(fallbackDays: number): RawBuilder<boolean> {
  return sql<boolean>`created_at + ${keptFor(fallbackDays)} > now()`;
}

/** How long logs are kept, as an interval; `fallbackDays` until a start has noted it. */
export function keptFor(fallbackDays: number): RawBuilder<unknown> {
  return sql`make_interval(days => coalesce((select log_retention_days from organization), ${sql.lit(fallbackDays)}))`;
}

/** When a log of this age can no longer be read. */
export function expiresAt(createdAt: Date, retentionDays: number): Date {
  return new Date(createdAt.getTime() + retentionDays * dayMs);
}

/** "Housekep" in ASCII: the advisory lock that lets one node clean up at a time. */
export const housekeepingLock = '5219519631628920176';
const daysAhead = 3;

/**
 * Makes the next days' partitions, drops those that hold only what has expired, deletes expired rows of the oldest day and deleted
 * actions that no log speaks of any more, and leaves a receipt; then counts what nothing is added to any more (action-days.ts),
 * and indexes the days that are over. Undefined when another node is at it. What an interrupted run left half done, the next one finishes.
 * @param signal when aborted, days that are not counted or indexed yet are left to the next run
 * @throws AggregateError when a part could not be done; all others were, and the receipt is there
 */
export async function keepHouse(
  db: Database,
  retentionDays: number,
  signal?: AbortSignal,
): Promise<HousekeepingReceipt | undefined> {
  return db.kysely.connection().execute(async (connection) => {
    const locked = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${housekeepingLock}) as locked`.execute(
      connection,
    );
    if (!locked.rows[0]!.locked) return undefined;
    try {
      const attempts = createAttempts();
      const receipt = await cleanUp(connection, retentionDays, attempts);
      const { startedAt: now, deletedBefore: expiredBefore } = receipt;
      const { attempt, finish } = attempts;
      await attempt('count how the actions did', () => countDays(connection, { now, expiredBefore }, signal));
      await attempt('index days that are over', () => indexClosedDays(connection, now, signal));
      finish();
      return receipt;
    } finally {
      await sql`select pg_advisory_unlock(${housekeepingLock})`.execute(connection);
    }
  });
}

async function cleanUp(
  db: Queryable,
  retentionDays: number,
  { attempt, failures }: Attempts,
): Promise<HousekeepingReceipt> {
  const started = performance.now();
  const { rows } = await sql<{ now: Date; expired_before: Date }>`
    select now() as now, now() - ${keptFor(retentionDays)} as expired_before`.execute(db);
  const { now, expired_before: deletedBefore } = rows[0]!;
  const receipt: HousekeepingReceipt = {
    startedAt: now,
    durationMs: 0,
    deletedBefore,
    logsDeleted: 0,
    bodiesDeleted: 0,
    partitionsDropped: [],
    bytesFreed: 0,
    actionsPurged: 0,
    failures,
  };
  await attempt('make the days to come', () => ensurePartitions(db, now, daysAhead));
  await attempt('forget what was counted of expired days', () => forgetExpiredDays(db, deletedBefore));
  await attempt('drop days that are over', () => dropEndedDays(db, receipt, attempt));
  await attempt('delete expired rows', () => deleteExpiredRows(db, deletedBefore, { receipt, attempt }));
  await attempt('purge deleted actions', async () => {
    receipt.actionsPurged = await purgeActions(db, deletedBefore);
  });
  receipt.durationMs = Math.round(performance.now() - started);
  await attempt('leave a receipt', () => writeReceipt(db, receipt));
  return receipt;
}

/** Who reads for long, a backup for example, keeps days from being dropped; the next run tries again. */
async function dropEndedDays(db: Queryable, receipt: HousekeepingReceipt, attempt: Attempts['attempt']): Promise<void> {
  // PostgreSQL detaches one partition of a table at a time: after one that is stuck, those that follow would fail, too.
  const stuck = new Set<Partition['table']>();
  for (const partition of await findPartitions(db)) {
    const { name, table, state, end } = partition;
    if (end > receipt.deletedBefore || (state === 'attached' && stuck.has(table))) continue;
    const isDropped = await attempt(`drop ${name}`, () => dropWhole(db, partition, receipt));
    if (!isDropped && state !== 'detached') stuck.add(table);
  }
}

async function dropWhole(db: Queryable, partition: Partition, receipt: HousekeepingReceipt): Promise<void> {
  const { name, table } = partition;
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
  const bytes = await sizeOf(db, partition);
  await dropPartition(db, partition);
  receipt[table === 'execution_log' ? 'logsDeleted' : 'bodiesDeleted'] += rows[0]!.count;
  receipt.partitionsDropped.push(name);
  receipt.bytesFreed += bytes;
}

/** An action deleted longer ago than logs are kept ran in none of them; its versions go with it. */
async function purgeActions(db: Queryable, deletedBefore: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from action where deleted_at <= ${deletedBefore}`.execute(db);
  return Number(numAffectedRows);
}
