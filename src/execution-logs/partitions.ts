// The day partitions of the logs: execution_log_20261123 holds what was created on that UTC day. Making and removing one
// takes no lock that a writer or a reader would wait for.

import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';

const tables = ['execution_log', 'execution_log_body'] as const;
export const dayMs = 24 * 60 * 60 * 1000;
/** "Partitio" in ASCII: nodes that make the same day's wait for each other. */
const makingLock = '5791313640754702703';

/** Makes the partitions of `days` days from the day of `from` on. Safe to call from several nodes at once. */
export async function ensurePartitions(db: Queryable, from: Date, days: number): Promise<void> {
  const wanted = Array.from({ length: days }, (_, n) => startOfDay(new Date(from.getTime() + n * dayMs)));
  const findMissing = async (within: Queryable) => {
    const existing = new Set((await findPartitions(within)).map(({ name }) => name));
    return wanted.flatMap((day) =>
      tables
        .map((table) => ({ table, day, name: partitionName(table, day) }))
        .filter(({ name }) => !existing.has(name)),
    );
  };
  if (!(await findMissing(db)).length) return;
  await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${makingLock})`.execute(tx);
    for (const { table, day, name } of await findMissing(tx)) {
      const [start, end] = [day, new Date(day.getTime() + dayMs)].map((moment) => sql.lit(moment.toISOString()));
      // Made on its own and attached, as "create table … partition of" would lock out all who read or write logs.
      await sql`create table ${sql.table(name)} (like ${sql.table(table)} including all)`.execute(tx);
      await sql`alter table ${sql.table(table)} attach partition ${sql.table(name)} for values from (${start}) to (${end})`.execute(
        tx,
      );
    }
  });
}

/**
 * True when `error` says that a log's day has no partition (nobody kept house for days, or the clock was set back), and it
 * has one now.
 */
export async function mendMissingPartition(db: Queryable, error: unknown): Promise<boolean> {
  const { code, message = '' } = (error ?? {}) as { code?: string; message?: string };
  const CHECK_VIOLATION = '23514';
  if (code !== CHECK_VIOLATION || !message.startsWith('no partition of relation "execution_log')) return false;
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
  await ensurePartitions(db, new Date(rows[0]!.now.getTime() - dayMs), 3);
  return true;
}

export interface Partition {
  name: string;
  table: (typeof tables)[number];
  /** The first moment that is no longer in it. */
  end: Date;
  /** Whether a run that was cut short has detached it, or half so. */
  state: 'attached' | 'half detached' | 'detached';
}

/** Every partition of heads and bodies, oldest first; also those that an interrupted run has left detached. */
export async function findPartitions(db: Queryable): Promise<Partition[]> {
  const { rows } = await sql<{ name: string; parent: string | null; half: boolean | null }>`
    select c.relname as name, i.inhparent::regclass::text as parent, i.inhdetachpending as half
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid
    where c.relname ~ '^execution_log(_body)?_[0-9]{8}$' and c.relkind = 'r'
      and c.relnamespace = current_schema()::regnamespace
    order by right(c.relname, 8), c.relname`.execute(db);
  return rows.map(({ name, parent, half }) => ({
    name,
    table: name.startsWith('execution_log_body') ? 'execution_log_body' : 'execution_log',
    end: new Date(dayOf(name).getTime() + dayMs),
    state: parent === null ? 'detached' : half ? 'half detached' : 'attached',
  }));
}

/** On disk, with indexes and what is stored beside the table. */
export async function sizeOf(db: Queryable, { name }: Partition): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_total_relation_size(${name}::regclass) as bytes`.execute(db);
  return rows[0]!.bytes;
}

/**
 * Removes a partition and its files. `db` is one connection outside of a transaction. First it is detached, which waits
 * for those who are reading it and blocks nobody; a step that has to wait long fails, and is taken up by the next run.
 */
export async function dropPartition(db: Queryable, { name, table, state }: Partition): Promise<void> {
  await sql`set lock_timeout = '5s'`.execute(db);
  try {
    const detach = sql`alter table ${sql.table(table)} detach partition ${sql.table(name)}`;
    if (state === 'attached') await sql`${detach} concurrently`.execute(db);
    if (state === 'half detached') await sql`${detach} finalize`.execute(db);
    await sql`drop table ${sql.table(name)}`.execute(db);
  } finally {
    await sql`reset lock_timeout`.execute(db);
  }
}

function partitionName(table: string, day: Date): string {
  return `${table}_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;
}

export function dayOf(partition: string): Date {
  const [, year, month, day] = /(\d{4})(\d{2})(\d{2})$/.exec(partition)!;
  return new Date(`${year}-${month}-${day}T00:00:00Z`);
}

function startOfDay(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / dayMs) * dayMs);
}
