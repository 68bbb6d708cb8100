// Days that are over get more indexes, which make lists by execution time quick. They are made once, when nothing is written to
// the day any more, so that no change pays for them. One is in order of execution time and covers most filters: it tells by itself
// whether a log meets them, in a tenth of the time it takes to look at the log, so that where one in a thousand does, a page is near. The
// other is of what is asked for most, each together with the level of the execution time, so that "the longest of this target" is a
// few short lists, and "of this target and person" what these have in common: also where all those are quick. Of the notable, which have a
// message or were not committed and are few, there are more of the same kinds: in order, with the message, of all of them and of each outcome; and of
// letters with that level. And for what else is out of the ordinary, which one index serves as long as the day is not over, there is one for
// each. See migrations 0092, 0097, 0100 and 0103 to 0105, find-by-duration.ts, find-among-notable.ts and find-by-message.ts.

import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { settledAfterMs } from './action-days.ts';
import { levelOfLog } from './execution-time-levels.ts';
import { findPartitions } from './partitions.ts';

const keysOfLog = sql`execution_log_level_keys(target, event, outcome, executed_action_ids, triggered_by_id, ${levelOfLog})`;

/** What the covering index tells of a log, beside its execution time and id; what is of one width first, as that takes less room. */
const coveredColumns = [
  'target_record_id',
  'triggered_by_id',
  'committed',
  'target',
  'event',
  'outcome',
  'executed_action_ids',
] as const;
/** And of a notable log; a column that is empty, as these are of most, would take eight bytes of each log. */
const coveredOfNotable = ['raised_action_id', ...coveredColumns, 'validation_message'] as const;

/**
 * Which index in order of execution time tells by itself whether a log meets the conditions: the one of all logs, or the one of the notable,
 * which have a message or were not committed: it has the message, too, and the action that raised it. (Not of all that is extraordinary, as
 * what nobody did may be many, an import, and would be written whole again.)
 */
export type Covering = 'logs' | 'notable';

const ofAllLogs = [
  'id',
  'target',
  'event',
  'outcome',
  'targetRecordId',
  'triggeredById',
  'committed',
  'executionTimeMs',
  'actionId',
] as const;

/** The filters whose conditions need nothing else. */
export const coveredFilters = {
  logs: ofAllLogs,
  notable: [...ofAllLogs, 'raisedActionId', 'validationMessage'],
} as const;

/** In bytes: an entry of an index has no more than 2,704. */
const maxCoveredMessage = 2000;

/** Of logs that the covering index of the notable has: to be asked for beside the conditions. */
export const isCoveredNotable = sql<boolean>`((validation_message is not null or not committed)
  and coalesce(octet_length(validation_message), 0) <= ${sql.lit(maxCoveredMessage)})`;

/** What a log is asked for by, in the words of its keys. */
export type LevelKey = `${'target' | 'event' | 'outcome' | 'action' | 'person'} ${string | number}`;

/** Whether a log has one of the values, and an execution time of one of the levels; in the words of the index. */
export function hasKeyOfLevel(values: readonly LevelKey[], levels: readonly number[]): RawBuilder<boolean> {
  const keys = values.flatMap((value) => levels.map((level) => `${value}|${level}`));
  return sql<boolean>`${keysOfLog} && ${keys}::text[]`;
}

const messageKeysOfLog = sql<string[]>`execution_log_message_keys(validation_message, ${levelOfLog})`;
/** In words that no other index has. */
const hasMessage = sql<boolean>`coalesce(validation_message, '') <> ''`;

/** Whether a log's message has all the keys; in the words of their index. */
export function hasMessageKeys(keys: RawBuilder<string[]>): RawBuilder<boolean> {
  return sql`(${hasMessage} and ${messageKeysOfLog} @> ${keys})`;
}

/** What the messages of this level that have all these parts have among their keys: a few, since each takes as long to look up. */
export function messageKeys(parts: readonly string[], level: RawBuilder<number>): RawBuilder<string[]> {
  const ofPart = Math.max(1, Math.floor(4 / parts.length));
  return sql`array(
    select key from unnest(${parts}::text[]) part, lateral execution_log_message_keys(part, ${level}) keys,
      lateral unnest(keys) with ordinality as each (key, n)
    where n % greatest(2, ceil(cardinality(keys)::float8 / ${sql.lit(ofPart)})::integer) = 1)`;
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

/** The covering indexes that tell of all logs of the day, or of all notable ones. */
export function coveringsOfDay(table: RawBuilder<string>): RawBuilder<Covering[]> {
  // An index without entries is one block.
  const hasAllNotable = sql`pg_relation_size(to_regclass(${indexOf(table, uncovered)})) <= current_setting('block_size')::int`;
  return sql`array_remove(array[
    case when ${hasIndex(table, covering)} then 'logs' end, case when ${hasAllNotable} then 'notable' end], null)`;
}

/** Whether the day has the index of the keys of messages. */
export function hasMessageKeysIndex(table: RawBuilder<string>): RawBuilder<boolean> {
  return hasIndex(table, ofLetters);
}

/** How many notable logs a day that is over has, as PostgreSQL counted them; else 0. */
export function notableOfDay(table: RawBuilder<string>): RawBuilder<number> {
  return sql`greatest((select reltuples from pg_class where oid = to_regclass(${indexOf(table, notable)})), 0)::float8`;
}

// What the indexes of some logs are of; to be asked for beside the conditions. Without parameters: whether an index serves is decided
// before parameters are known.

/** Of logs that say something. */
export const isTelling = sql<boolean>`(outcome <> 'ALLOWED' or validation_message is not null or raised_action_id is not null)`;
export const isUncommitted = sql<boolean>`not committed`;
/** Of either; to look for what was not committed by itself would bring in a second, longer list. */
export const isTellingOrUncommitted = sql<boolean>`(outcome <> 'ALLOWED' or validation_message is not null or raised_action_id is not null
  or not committed)`;
/** An index takes no whole message, which can be long; its beginning is in the same order. */
export const messageBeginning = sql<string>`(left(validation_message, 100) collate "C")`;

/** Behind the name of the day's table. */
const levelKeys = '_level_keys_idx';
const covering = '_covering_logs_idx';
const ofLetters = '_message_keys_idx';
const notable = '_covering_notable_idx';
const uncovered = '_uncovered_notable_idx';
const outcomes = '_covering_notable_outcomes_idx';
const uncommitted = '_uncommitted_idx';
const nobody = '_nobody_idx';
const beginnings = '_message_beginnings_idx';
type Suffix = `_${string}_idx`;

function hasIndex(table: RawBuilder<string>, suffix: Suffix): RawBuilder<boolean> {
  return sql`to_regclass(${indexOf(table, suffix)}) is not null`;
}

function indexOf(table: RawBuilder<string>, suffix: Suffix): RawBuilder<string> {
  return sql`${table} || ${sql.lit(suffix)}`;
}

/**
 * Makes the indexes of days that are over and have none yet, one after the other, oldest last. Writers wait for it only when a clock
 * that was set back makes them write to such a day.
 * @returns the days' tables. @param db one connection, as settings of it are changed meanwhile @param signal when aborted, the rest is left for the next time
 */
export async function indexClosedDays(db: Queryable, now: Date, signal?: AbortSignal): Promise<string[]> {
  const over = (await findPartitions(db)).filter(
    ({ table, state, end }) =>
      table === 'execution_log' && state === 'attached' && end.getTime() + settledAfterMs <= now.getTime(),
  );
  const { rows } = await sql<{ name: string; has: boolean[] }>`
    select * from (
      select relname as name, array[${sql.join(indexes.map(({ suffix }) => hasIndex(sql`relname`, suffix)))}] as has
      from pg_class where relname = any (${over.map(({ name }) => name)}) and relnamespace = current_schema()::regnamespace) day
    where false = any (has)
    order by name desc`.execute(db);
  const made: string[] = [];
  let isReadForLong = false;
  for (const { name, has } of rows) {
    if (signal?.aborted) break;
    const isNew = !has[indexes.indexOf(firstToBeMade)];
    if (isNew && !isReadForLong) isReadForLong = !(await makeCompact(db, name));
    for (const [n, index] of indexes.entries()) if (!has[n]) await makeIndex(db, name, index);
    // An index tells all there is to know of a log only where PostgreSQL has noted that everybody may see it.
    await sql`vacuum (analyze) ${sql.table(name)}`.execute(db);
    made.push(name);
  }
  return made;
}

interface DayIndex {
  suffix: Suffix;
  make(tx: Queryable, day: string): Promise<void>;
}

/** A day without it has been made no index yet. */
const firstToBeMade: DayIndex = { suffix: covering, make: makeCovering };

const indexes: readonly DayIndex[] = [
  firstToBeMade,
  { suffix: levelKeys, make: makeLevelKeys },
  { suffix: ofLetters, make: makeMessageKeys },
  { suffix: notable, make: makeNotable },
  { suffix: outcomes, make: makeOutcomes },
  ofSome(uncommitted, sql`execution_time_ms`, isUncommitted),
  ofSome(nobody, sql`execution_time_ms`, sql`triggered_by_id is null`),
  // In words that only searches from a message on have: for others it would be a list of all messages, which the planner takes for a
  // better one than it is.
  ofSome(beginnings, messageBeginning, sql`${messageBeginning} is not null`),
];

/**
 * Makes the indexes anew that logs were written to one by one, as this leaves the pages of some half empty: a twentieth of what a log takes on
 * disk. Nobody waits for it meanwhile; but it waits for all that read when it began.
 * @returns false when one of them, a backup for example, reads for long: the day stays as large as it is
 */
async function makeCompact(db: Queryable, day: string): Promise<boolean> {
  // What was given up half way before.
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
    where indrelid = to_regclass(${day}) and not indisvalid and relname ~ '_cc(new|old)\d*$'`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.table(name)}`.execute(db);
  // Less than PostgreSQL waits before it looks for a deadlock: a migration that waits for the day, and is waited for, is to go on.
  await sql`set lock_timeout = '900ms'`.execute(db);
  try {
    await sql`reindex table concurrently ${sql.table(day)}`.execute(db);
    return true;
  } catch (error) {
    if (![lockNotAvailable, deadlockDetected].includes((error as { code?: string }).code ?? '')) throw error;
    return false;
  } finally {
    await sql`reset lock_timeout`.execute(db);
  }
}

const lockNotAvailable = '55P03';
const deadlockDetected = '40P01';

async function makeIndex(db: Queryable, day: string, { make }: DayIndex): Promise<void> {
  await inTransaction(db, async (tx) => {
    // One core at most, as others use the machine at the same time.
    await sql`set local lock_timeout = '5s'; set local max_parallel_maintenance_workers = 0`.execute(tx);
    await make(tx, day);
  });
}

function ofSome(suffix: Suffix, columns: RawBuilder<unknown>, which: RawBuilder<boolean>): DayIndex {
  return {
    suffix,
    async make(tx, day) {
      await sql`create index ${sql.ref(`${day}${suffix}`)} on ${sql.table(day)} (${columns}) where ${which}`.execute(
        tx,
      );
    },
  };
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
    include (${columnsOf(coveredColumns)}) with (fillfactor = 100)`.execute(tx);
}

/** The same of each outcome by itself. */
async function makeOutcomes(tx: Queryable, day: string): Promise<void> {
  const others = coveredOfNotable.filter((name) => name !== 'outcome');
  await sql`create index ${sql.ref(`${day}${outcomes}`)} on ${sql.table(day)} (outcome, execution_time_ms, id)
    include (${columnsOf(others)}) with (fillfactor = 100) where ${isCoveredNotable}`.execute(tx);
}

/** What doesn't fit has an index of its own, so that nothing is missed. */
async function makeNotable(tx: Queryable, day: string): Promise<void> {
  await sql`create index ${sql.ref(`${day}${notable}`)} on ${sql.table(day)} (execution_time_ms, id)
    include (${columnsOf(coveredOfNotable)}) with (fillfactor = 100) where ${isCoveredNotable}`.execute(tx);
  await sql`create index ${sql.ref(`${day}${uncovered}`)} on ${sql.table(day)} (execution_time_ms)
    where octet_length(validation_message) > ${sql.lit(maxCoveredMessage)}`.execute(tx);
}

function columnsOf(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

async function makeMessageKeys(tx: Queryable, day: string): Promise<void> {
  const index = sql.ref(`${day}${ofLetters}`);
  await sql`create index ${index} on ${sql.table(day)} using gin ((${messageKeysOfLog})) with (fastupdate = off)
    where ${hasMessage}`.execute(tx);
  await sql`alter index ${index} alter column 1 set statistics 0`.execute(tx);
}
