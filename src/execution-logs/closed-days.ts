// Days that are over get one more index, which makes lists by execution time quick. It is made once, when nothing is written to
// the day any more, so that no change pays for it: of what is asked for most, each together with the level of the execution time, so
// that "the longest of this target" is a few short lists, and "of this target and person" what these have in common. See
// migrations 0092 and 0097, and find-by-duration.ts.

import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { settledAfterMs } from './action-days.ts';
import { all } from './condition-sql.ts';
import { findPartitions } from './partitions.ts';

/** The highest that execution_time_level() gives. */
export const highestLevel = 73;

const levelOfLog = sql`execution_time_level(execution_time_ms)`;
const keysOfLog = sql`execution_log_level_keys(target, event, outcome, executed_action_ids, triggered_by_id, ${levelOfLog})`;

/** Whether a log's execution time is of one of these levels, which follow one another; in the words of the index of execution times. */
export function isOfLevel(levels: readonly number[]): RawBuilder<boolean> {
  const [lowest, highest] = [Math.min(...levels), Math.max(...levels)];
  return all([
    ...(lowest > 0 ? [sql<boolean>`execution_time_ms >= execution_time_from(${lowest})`] : []),
    ...(highest < highestLevel ? [sql<boolean>`execution_time_ms < execution_time_from(${highest + 1})`] : []),
  ]);
}

/** What a log is asked for by, in the words of its keys. */
export type LevelKey = `${'target' | 'event' | 'outcome' | 'action' | 'person'} ${string | number}`;

/** Whether a log has one of the values, and an execution time of one of the levels; in the words of the index. */
export function hasKeyOfLevel(values: readonly LevelKey[], levels: readonly number[]): RawBuilder<boolean> {
  const keys = values.flatMap((value) => levels.map((level) => `${value}|${level}`));
  return sql<boolean>`${keysOfLog} && ${keys}::text[]`;
}

/**
 * What part of a day's logs is of which level, as PostgreSQL sampled them: two lists side by side, `levels` and `frequencies`; no row
 * for a day that has no index yet. For `left join lateral`.
 */
export function levelsOfDay(table: RawBuilder<string>): RawBuilder<unknown> {
  return sql`(
    select most_common_elems::text::integer[] as levels, most_common_elem_freqs::float8[] as frequencies
    from pg_stats where schemaname = current_schema() and tablename = ${indexOf(table)} and attname = 'array')`;
}

function indexOf(table: RawBuilder<string>): RawBuilder<string> {
  return sql`${table} || '_level_keys_idx'`;
}

/**
 * Makes the indexes of days that are over and have none yet, one after the other, oldest last. Writers wait for it only when a clock
 * that was set back makes them write to such a day.
 * @returns the days' tables. @param signal when aborted, the rest is left for the next time
 */
export async function indexClosedDays(db: Queryable, now: Date, signal?: AbortSignal): Promise<string[]> {
  const over = (await findPartitions(db)).filter(
    ({ table, state, end }) =>
      table === 'execution_log' && state === 'attached' && end.getTime() + settledAfterMs <= now.getTime(),
  );
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class day
    where relname = any (${over.map(({ name }) => name)}) and relnamespace = current_schema()::regnamespace
      and to_regclass(${indexOf(sql`relname`)}) is null
    order by relname desc`.execute(db);
  const made: string[] = [];
  for (const { name } of rows) {
    if (signal?.aborted) break;
    await indexDay(db, name);
    made.push(name);
  }
  return made;
}

async function indexDay(db: Queryable, day: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    // One core at most, as others use the machine at the same time.
    await sql`set local lock_timeout = '5s'; set local max_parallel_maintenance_workers = 0`.execute(tx);
    const index = sql.ref(`${day}_level_keys_idx`);
    await sql`create index ${index} on ${sql.table(day)} using gin ((array[${levelOfLog}]), (${keysOfLog}))
      with (fastupdate = off)`.execute(tx);
    // Of the keys, which are many, nobody asks how often each is.
    await sql`alter index ${index} alter column 2 set statistics 0`.execute(tx);
    await sql`analyze ${sql.table(day)}`.execute(tx);
  });
}
