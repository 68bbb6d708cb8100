// The day partitions of the logs: execution_log_20261123 holds what was created on that UTC day.

import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';

const tables = ['execution_log', 'execution_log_body'] as const;
export const dayMs = 24 * 60 * 60 * 1000;

/** Makes the partitions of `days` days from the day of `from` on. Safe to call from several nodes at once. */
export async function ensurePartitions(db: Queryable, from: Date, days: number): Promise<void> {
  const wanted = Array.from({ length: days }, (_, n) => startOfDay(new Date(from.getTime() + n * dayMs)));
  const existing = new Set(await findPartitionNames(db));
  for (const day of wanted) {
    for (const table of tables) {
      const name = partitionName(table, day);
      if (existing.has(name)) continue;
      await sql`create table if not exists ${sql.table(name)} partition of ${sql.table(table)}
        for values from (${sql.lit(day.toISOString())}) to (${sql.lit(new Date(day.getTime() + dayMs).toISOString())})`.execute(
        db,
      );
    }
  }
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
  /** The first moment that is no longer in it. */
  end: Date;
  bytes: number;
}

/** Every partition of heads and bodies, oldest first, with its size on disk including indexes. */
export async function findPartitions(db: Queryable): Promise<Partition[]> {
  const { rows } = await sql<{ name: string; bytes: number }>`
    select c.relname as name, pg_total_relation_size(c.oid) as bytes
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relname in (${sql.join(tables)}) and p.relnamespace = current_schema()::regnamespace
    order by right(c.relname, 8), c.relname`.execute(db);
  return rows.map(({ name, bytes }) => ({ name, bytes, end: new Date(dayOf(name).getTime() + dayMs) }));
}

async function findPartitionNames(db: Queryable): Promise<string[]> {
  return (await findPartitions(db)).map(({ name }) => name);
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
