// Days that are over get two more indexes, which make lists by execution time quick. They are made once, when nothing is written to
// the day any more, so that no change pays for them. One is in order of execution time and covers most filters: it tells by itself
// whether a log meets them, in a tenth of the time it takes to look at the log, so that where one in a thousand does, a page is near. The
// other is of what is asked for most, each together with the level of the execution time, so that "the longest of this target" is a
// few short lists, and "of this target and person" what these have in common: also where all those are quick. See
// migrations 0092 and 0097, and find-by-duration.ts.

import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { settledAfterMs } from './action-days.ts';
import { all } from './comparison-sql.ts';
import { findPartitions } from './partitions.ts';

/** From which execution time on a log is of which level: the first is of level 1. As migration 0092 has them; find-logs.test.ts compares. */
const levelsFrom = [
  ...[-1, 0, 1, 2, 3, 4].flatMap((power) =>
    [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2].map((first) => Number(`${first}e${power}`)),
  ),
  100_000,
];

export const highestLevel = levelsFrom.length;

/** What execution_time_level() gives. */
export function levelOf(executionTimeMs: number): number {
  const above = levelsFrom.findIndex((from) => from > executionTimeMs);
  return above < 0 ? highestLevel : above;
}

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

/** What the covering index tells of a log, beside its execution time and id. */
const coveredColumns = [
  'target',
  'event',
  'outcome',
  'target_record_id',
  'raised_action_id',
  'triggered_by_id',
] as const;

/** The filters whose conditions need nothing else. No message is no action that raised one. */
export const coveredFilters = [
  'id',
  'target',
  'event',
  'outcome',
  'targetRecordId',
  'raisedActionId',
  'triggeredById',
  'executionTimeMs',
] as const;

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
    from pg_stats where schemaname = current_schema() and tablename = ${indexOf(table, levelKeys)} and attname = 'array')`;
}

/** Whether the day has its covering index. */
export function hasCoveringIndex(table: RawBuilder<string>): RawBuilder<boolean> {
  return sql`to_regclass(${indexOf(table, covering)}) is not null`;
}

/** Behind the name of the day's table. */
const levelKeys = '_level_keys_idx';
const covering = '_covering_idx';
type Suffix = typeof levelKeys | typeof covering;

function indexOf(table: RawBuilder<string>, suffix: Suffix): RawBuilder<string> {
  return sql`${table} || ${sql.lit(suffix)}`;
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
  const lacks = (suffix: Suffix) => sql<boolean>`to_regclass(${indexOf(sql`relname`, suffix)}) is null`;
  const { rows } = await sql<{ name: string; lacksKeys: boolean; lacksCovering: boolean }>`
    select * from (
      select relname as name, ${lacks(levelKeys)} as "lacksKeys", ${lacks(covering)} as "lacksCovering" from pg_class
      where relname = any (${over.map(({ name }) => name)}) and relnamespace = current_schema()::regnamespace) day
    where "lacksKeys" or "lacksCovering"
    order by name desc`.execute(db);
  const made: string[] = [];
  for (const { name, lacksKeys, lacksCovering } of rows) {
    if (signal?.aborted) break;
    if (lacksKeys) await makeIndex(db, name, makeLevelKeys);
    if (lacksCovering) await makeIndex(db, name, makeCovering);
    // An index tells all there is to know of a log only where PostgreSQL has noted that everybody may see it.
    await sql`vacuum (analyze) ${sql.table(name)}`.execute(db);
    made.push(name);
  }
  return made;
}

async function makeIndex(db: Queryable, day: string, make: (tx: Queryable, day: string) => Promise<void>) {
  await inTransaction(db, async (tx) => {
    // One core at most, as others use the machine at the same time.
    await sql`set local lock_timeout = '5s'; set local max_parallel_maintenance_workers = 0`.execute(tx);
    await make(tx, day);
  });
}

async function makeLevelKeys(tx: Queryable, day: string): Promise<void> {
  const index = sql.ref(`${day}${levelKeys}`);
  await sql`create index ${index} on ${sql.table(day)} using gin ((array[${levelOfLog}]), (${keysOfLog}))
    with (fastupdate = off)`.execute(tx);
  // Of the keys, which are many, nobody asks how often each is.
  await sql`alter index ${index} alter column 2 set statistics 0`.execute(tx);
}

async function makeCovering(tx: Queryable, day: string): Promise<void> {
  await sql`create index ${sql.ref(`${day}${covering}`)} on ${sql.table(day)} (execution_time_ms, id)
    include (${sql.join(coveredColumns.map((column) => sql.ref(column)))}) with (fillfactor = 100)`.execute(tx);
}
