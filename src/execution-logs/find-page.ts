// One page of logs, at a cost that does not grow with their number.
//
// By time, it goes from day to day, newest first (or oldest), in two ways. First the day's logs in order, but no more than
// a few thousand: whatever is common is found there. Then by index: all that match on a day, which are then few, or, if
// they are not, that day in order again. Days by index are asked several in one query, and twice as many each time, so
// that a value that exists once a month ago, or not at all, costs thirty look-ups in an index and five round trips.
// By execution time it is alike, over all days at once: the first few of each in order, then by the index of closed days what
// matches among the longest (or shortest) few percent, and at last whatever matches is sorted. Logs that say something are few,
// and have an index in order of their own.

import { type RawBuilder, sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { highestLevel, isOfLevel } from './closed-days.ts';
import { headColumns } from './head-row.ts';
import type { LogDay } from './log-days.ts';
import { notExpired } from './retention.ts';

export interface Position {
  createdAt: Date;
  executionTimeMs: number;
  id: string;
}

export interface Walk {
  conditions: readonly RawBuilder<boolean>[];
  /** Whether an index serves any of the conditions; without, only going in order is of use. */
  isIndexed: boolean;
  /** Whether the index of days that are over serves any of them, together with the execution time. */
  isLeveled: boolean;
  /** Of the conditions those with which an index is in order of execution time. */
  inDurationIndex: readonly RawBuilder<boolean>[];
  /** Of creation, both inclusive. */
  from?: Date;
  to?: Date;
  descending: boolean;
  /** What is older is not there any more, by the database's clock. */
  retentionDays: number;
  /** Only what lies beyond it. */
  after?: Position;
  /** Rows wanted. */
  size: number;
  budget: WalkBudget;
}

export interface WalkBudget {
  /** Logs that are looked at in order at first, and in all, before the index is asked. One takes 1 µs. */
  firstWindow: number;
  ordered: number;
  firstWindowByDuration: number;
  /** A day with more matches than this is read in order: the page is then full after a small part of it. */
  matchesADay: number;
  /** Of all logs, in order of execution time, how large a part is looked at by index before all that match are. */
  shareByDuration: number;
}

export const defaultWalkBudget: WalkBudget = {
  firstWindow: 400,
  ordered: 4000,
  firstWindowByDuration: 3000,
  matchesADay: 2000,
  shareByDuration: 0.25,
};

/** Bitmaps of indexes, or an index in order: which one is our decision, as the planner can't know what is correlated. */
const byIndex = sql.raw(
  'set local enable_seqscan = off; set local enable_indexscan = off; set local enable_indexonlyscan = off; set local enable_bitmapscan = on',
);
const inOrder = sql.raw(
  'set local enable_seqscan = off; set local enable_indexscan = on; set local enable_bitmapscan = off',
);

/** Up to `size` rows of heads, in order of creation. */
export async function walkByTime<Row extends object>(read: Read, days: readonly LogDay[], walk: Walk): Promise<Row[]> {
  const { conditions, descending, size } = walk;
  const wanted = days.filter((day) => isWithin(day, walk));
  if (descending) wanted.reverse();
  const found: Row[] = [];
  const left = () => size - found.length;
  const isUnfiltered = conditions.length === 0;

  await read(inOrder);
  let at = 0;
  let rest = walk;
  let budget = walk.budget.ordered;
  for (let step = walk.budget.firstWindow; at < wanted.length && left() > 0 && budget > 0; step = budget) {
    const limit = isUnfiltered ? left() : Math.min(step, budget);
    const { rows, lookedAt, end } = await readWindow<Row>(read, wanted[at]!, rest, { limit, wanted: left() });
    found.push(...rows);
    if (isUnfiltered && lookedAt >= limit) break;
    if (!isUnfiltered) budget -= lookedAt;
    if (lookedAt < limit) at += 1;
    else rest = { ...walk, after: end };
  }
  if (left() <= 0 || at >= wanted.length) return found;

  for (let group = walk.isIndexed ? 1 : wanted.length; at < wanted.length && left() > 0; group *= 2) {
    const some = wanted.slice(at, at + group);
    const full = walk.isIndexed ? await takeByIndex(some) : 0;
    at += full ?? some.length;
    if (full === undefined || left() <= 0) continue;
    await read(inOrder);
    const day = wanted[at]!;
    found.push(
      ...(await read<Row>(sql`
        select ${headColumns} from ${sql.table(day.table)}
        where ${timeWithin(day, rest)} and ${all(conditions)} ${timeOrder(descending)} limit ${left()}`)),
    );
    at += 1;
    if (!walk.isIndexed) group = wanted.length;
  }
  return found;

  /** Adds what matches on these days. @returns which of them has too many matches; undefined when none has. */
  async function takeByIndex(some: LogDay[]): Promise<number | undefined> {
    await read(byIndex);
    const arms = some.map(
      (day, n) => sql`(
        with matching as materialized (
          select ${headColumns} from ${sql.table(day.table)} where ${timeWithin(day, rest)} and ${all(conditions)}
          limit ${walk.budget.matchesADay + 1})
        select ${sql.lit(n)} as day, (select count(*) from matching) as matches, * from matching
        ${timeOrder(descending)} limit ${left()})`,
    );
    const rows = await read<Row & { day: number; matches: number }>(sql`${sql.join(arms, sql` union all `)}`);
    const tooMany = rows.find(({ matches }) => matches > walk.budget.matchesADay)?.day;
    found.push(...rows.filter(({ day }) => tooMany === undefined || day < tooMany).slice(0, left()));
    return tooMany;
  }
}

interface Window<Row> {
  /** Those that match. */
  rows: Row[];
  lookedAt: number;
  /** Of the last one looked at. */
  end: Position;
}

/** Looks at the next `limit` logs of a day, in order. */
async function readWindow<Row extends object>(
  read: Read,
  day: LogDay,
  walk: Walk,
  { limit, wanted }: { limit: number; wanted: number },
): Promise<Window<Row>> {
  const { conditions, descending } = walk;
  const rows = await read<Row & { id: string | null; looked_at: number; end_created_at: Date; end_id: string }>(sql`
    with recent as materialized (
      select ${headColumns} from ${sql.table(day.table)} where ${timeWithin(day, walk)} ${timeOrder(descending)} limit ${limit})
    select * from (select count(*) as looked_at from recent) counted
    left join (select created_at as end_created_at, id as end_id from recent ${timeOrder(!descending)} limit 1) ended on true
    left join (select * from recent where ${all(conditions)} ${timeOrder(descending)} limit ${wanted}) matching on true
    ${timeOrder(descending)}`);
  const { looked_at: lookedAt, end_created_at: createdAt, end_id: id } = rows[0]!;
  return { rows: rows.filter((row) => row.id !== null), lookedAt, end: { createdAt, id, executionTimeMs: 0 } };
}

interface First<Row> {
  rows: Row[];
  /** Of all that were looked at, how many match. */
  share: number;
  /** The level of execution time that they begin with. */
  level: number;
}

/** Up to `size` rows of heads, in order of execution time. */
export async function walkByDuration<Row extends object>(
  read: Read,
  days: readonly LogDay[],
  walk: Walk,
): Promise<Row[]> {
  const { conditions, descending, size, budget, isIndexed } = walk;
  const order = durationOrder(descending);
  const within = (day: LogDay) =>
    all([timeWithin(day, { ...walk, after: undefined }), ...beyondDuration(walk), ...walk.inDurationIndex]);
  const wanted = days.filter((day) => isWithin(day, { ...walk, after: undefined }));
  if (!wanted.length) return [];

  await read(inOrder);
  if (!conditions.length) return read<Row>(merge(inOrderOf(wanted, size), order, size));
  const first = await readWindows(budget.firstWindowByDuration);
  if (first.rows.length >= size) return first.rows;
  if (!isIndexed) return read<Row>(merge(inOrderOf(wanted, size, conditions), order, size));
  await read(byIndex);
  // Where another index led to the first, they tell nothing of all.
  const some = walk.isLeveled && !walk.inDurationIndex.length ? amongTheFirst(first) : undefined;
  if (some) {
    const found = await read<Row>(merge(inOrderOf(wanted, size, [...conditions, some]), order, size));
    if (found.length >= size) return found;
  }
  return read<Row>(merge(inOrderOf(wanted, size, conditions), order, size));

  /** Of each day the first. */
  function inOrderOf(some: readonly LogDay[], limit: number, filters: readonly RawBuilder<boolean>[] = []) {
    return some.map(
      (day, n) => sql`(select ${headColumns}, ${sql.lit(n)}::int as day from ${sql.table(day.table)}
        where ${all([within(day), ...filters])} ${order} limit ${limit})`,
    );
  }

  /**
   * What matches among the first of each day, as far as it is certain to be the first of all: no day's unread rest can
   * come before it; and what they tell of the rest.
   */
  async function readWindows(inAll: number): Promise<First<Row>> {
    const aDay = Math.ceil(inAll / wanted.length);
    const edge = walk.after?.executionTimeMs ?? (descending ? Infinity : -Infinity);
    const [ahead, last] = descending ? [sql.raw('>'), sql.raw('min')] : [sql.raw('<'), sql.raw('max')];
    const rows = await read<Row & { id: string | null; share: number; edge: number }>(sql`
      with first_of_days as materialized (${sql.join(inOrderOf(wanted, aDay), sql` union all `)})
      select * from (select count(*) filter (where ${all(conditions)})::float8 / greatest(count(*), 1) as share,
        execution_time_level(${edge}::float8) as edge from first_of_days) counted
      left join (
        select * from first_of_days where ${all(conditions)} and execution_time_ms ${ahead} all (
          select ${last}(execution_time_ms) from first_of_days group by day having count(*) >= ${aDay})
        ${order} limit ${size}) matching on true
      ${order}`);
    const { share, edge: level } = rows[0]!;
    return { rows: rows.filter(({ id }) => id !== null), share, level };
  }

  /**
   * Whether a log is among the first, in the words of the index: among so many that a page of them will match, when as large a
   * share does as of the very first. Undefined when those would not be few, or most days have no index yet.
   */
  function amongTheFirst({ share, level }: First<Row>): RawBuilder<boolean> | undefined {
    const inAll = wanted.reduce((sum, { logs }) => sum + logs, 0);
    const enough = (2 * size) / share;
    if (!(enough <= inAll * budget.shareByDuration)) return undefined;
    if (wanted.filter(({ levels }) => levels).length < wanted.length / 2) return undefined;
    const some: number[] = [];
    for (let at = level, count = 0; at >= 0 && at <= highestLevel && count < enough; at += descending ? -1 : 1) {
      some.push(at);
      count += wanted.reduce((sum, { logs, levels }) => sum + logs * (levels?.get(at) ?? 0), 0);
    }
    return isOfLevel(some);
  }
}

function merge<Row>(arms: readonly RawBuilder<unknown>[], order: RawBuilder<unknown>, size: number): RawBuilder<Row> {
  return sql<Row>`select * from (${sql.join([...arms], sql` union all `)}) logs ${order} limit ${size}`;
}

/** How many match, counting no further than `cap`. */
export async function countMatches(
  read: Read,
  days: readonly LogDay[],
  walk: Omit<Walk, 'size' | 'after' | 'descending' | 'budget'>,
  cap: number,
): Promise<number> {
  const whole = { ...walk, size: 0, descending: true, budget: defaultWalkBudget };
  const wanted = days.filter((day) => isWithin(day, whole)).reverse();
  if (walk.conditions.length) await read(byIndex);
  let count = 0;
  for (let at = 0, group = 1; at < wanted.length && count < cap; at += group, group *= 2) {
    const counts = wanted.slice(at, at + group).map(
      (day) => sql`select count(*) as count from (select from ${sql.table(day.table)}
        where ${timeWithin(day, whole)} and ${all(walk.conditions)} limit ${cap - count}) matching`,
    );
    const rows = await read<{ count: number }>(sql`${sql.join(counts, sql` union all `)}`);
    count += rows.reduce((sum, row) => sum + row.count, 0);
  }
  return Math.min(count, cap);
}

function isWithin({ from, to }: LogDay, { from: earliest, to: latest, after, descending }: Walk): boolean {
  if ((earliest && to <= earliest) || (latest && from > latest)) return false;
  if (!after) return true;
  return descending ? from <= after.createdAt : to > after.createdAt;
}

/** Only what cuts the day short: a bound that the whole day meets would be one more index to look into. */
function timeWithin(day: LogDay, { from, to, after, descending, retentionDays }: Walk): RawBuilder<boolean> {
  const operator = sql.raw(descending ? '<' : '>');
  return all([
    notExpired(retentionDays),
    ...(from && from > day.from ? [sql<boolean>`created_at >= ${from}::timestamptz`] : []),
    ...(to && to < day.to ? [sql<boolean>`created_at <= ${to}::timestamptz`] : []),
    ...(after && after.createdAt >= day.from && after.createdAt < day.to
      ? [sql<boolean>`(created_at, id) ${operator} (${after.createdAt}::timestamptz, ${after.id}::uuid)`]
      : []),
  ]);
}

/** The first part is for the index, which has no ids. */
function beyondDuration({ after, descending }: Walk): RawBuilder<boolean>[] {
  if (!after) return [];
  const [atMost, less] = [sql.raw(descending ? '<=' : '>='), sql.raw(descending ? '<' : '>')];
  const { executionTimeMs: value, id } = after;
  return [
    sql`execution_time_ms ${atMost} ${value}::float8`,
    sql`(execution_time_ms, id) ${less} (${value}::float8, ${id}::uuid)`,
  ];
}

function timeOrder(descending: boolean): RawBuilder<unknown> {
  return sql.raw(descending ? 'order by created_at desc, id desc' : 'order by created_at, id');
}

function durationOrder(descending: boolean): RawBuilder<unknown> {
  return sql.raw(descending ? 'order by execution_time_ms desc, id desc' : 'order by execution_time_ms, id');
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length ? (sql.join([...conditions], sql` and `) as RawBuilder<boolean>) : sql`true`;
}
