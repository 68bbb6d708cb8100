// A page of logs in order of execution time, over all days at once: the first few of each in order, then by the index of closed days
// what matches among the longest (or shortest) few percent, and at last whatever matches is sorted. Logs that say something are
// few, and have an index in order of their own. What no index serves is read in order where a page of it is near, by the share
// of the first that match, and else as it lies on disk, and sorted.

import { type RawBuilder, sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { highestLevel, isOfLevel } from './closed-days.ts';
import { all } from './condition-sql.ts';
import { headColumns } from './head-row.ts';
import type { LogDay } from './log-days.ts';
import { countMet, findingAll, inOrder, isWithin, rarest, type Sample, timeWithin, type Walk } from './walk.ts';

interface First<Row> extends Sample {
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
  const inAll = wanted.reduce((sum, { logs }) => sum + logs, 0);

  await read(inOrder);
  let window = conditions.length ? budget.firstWindowByDuration : 6 * size;
  let first = await readWindows(window);
  const byLevels = walk.isLeveled && !walk.inDurationIndex.length;
  const beforeIndexed = byLevels ? budget.windowBeforeLevels : budget.windowBeforeAll;
  const furthest = isIndexed ? beforeIndexed : inAll * budget.shareBeforeUnindexed;
  while (conditions.length && first.rows.length < size) {
    window = goOn(first, window);
    if (window > furthest) break;
    first = await readWindows(window);
  }
  if (first.rows.length >= size) return first.rows;
  if (!conditions.length) return read<Row>(merge(inOrderOf(wanted, size), order, size));
  if (!isIndexed && isNear(first)) return read<Row>(merge(inOrderOf(wanted, size, conditions), order, size));
  await read(findingAll(walk));
  const found = await findByRarest(first);
  if (found) return found;
  // Where another index led to the first, they tell nothing of all.
  const some = byLevels ? amongTheFirst(first) : undefined;
  if (some) {
    const among = await read<Row>(merge(inOrderOf(wanted, size, [...conditions, some]), order, size));
    if (among.length >= size) return among;
  }
  return read<Row>(merge(isIndexed ? inOrderOf(wanted, size, conditions) : sortedOf(wanted), order, size));

  /** How many to look at next: so many that a page of them will match; more, too, where enough do, but on some days alone. */
  function goOn({ share }: First<Row>, window: number): number {
    if (share > 0) return Math.max((2 * size) / share, 3 * window);
    return isIndexed ? Infinity : 10 * window;
  }

  /** As `inOrderOf`, for where all of a day has to be sorted: by their places, as whole rows would be copied before they are compared. */
  function sortedOf(some: readonly LogDay[]) {
    return some.map((day, n) => {
      const table = sql.table(day.table);
      return sql`(select ${headColumns}, ${sql.lit(n)}::int as day from ${table} where ctid = any (array(
        select ctid from ${table} where ${all([within(day), ...conditions])} ${order} limit ${size})))`;
    });
  }

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
    const [ahead, last, first, none] = (
      descending ? ['>', 'min', 'max', '-Infinity'] : ['<', 'max', 'min', 'Infinity']
    ).map((word) => sql.raw(word));
    const rows = await read<
      Row & { id: string | null; share: number; looked_at: number; met: number[]; edge: number }
    >(sql`
      with first_of_days as materialized (${sql.join(inOrderOf(wanted, aDay), sql` union all `)})
      select * from (select count(*) filter (where ${all(conditions)})::float8 / greatest(count(*), 1) as share,
        count(*) as looked_at, ${countMet(walk.lookups)} as met,
        execution_time_level(${edge}::float8) as edge from first_of_days) counted
      left join (
        select * from first_of_days where ${all(conditions)} and execution_time_ms ${ahead!} coalesce((
          select ${first!}(of_day) from (
            select ${last!}(execution_time_ms) as of_day from first_of_days group by day having count(*) >= ${aDay}) ends), '${none!}')
        ${order} limit ${size}) matching on true
      ${order}`);
    const { share, edge: level, looked_at: lookedAt, met } = rows[0]!;
    return { rows: rows.filter(({ id }) => id !== null), share, level, lookedAt, met };
  }

  /** By what few logs meet, read for all the rest. Undefined when there is nothing like that, or many of a day do meet it. */
  async function findByRarest(sample: Sample): Promise<Row[] | undefined> {
    const rare = rarest(walk, sample, wanted);
    if (!rare) return undefined;
    const candidates = wanted.map(
      (day, n) => sql`(select ${headColumns}, ${sql.lit(n)}::int as day from ${sql.table(day.table)}
        where ${all([timeWithin(day, { ...walk, after: undefined }), ...beyondDuration(walk), rare])} limit ${budget.readADay + 1})`,
    );
    const rows = await read<Row & { id: string | null; most: number }>(sql`
      with candidate as materialized (${sql.join(candidates, sql` union all `)})
      select * from (select coalesce(max(of_day), 0) as most from (select count(*) as of_day from candidate group by day) days) counted
      left join (select * from candidate where ${all(conditions)} ${order} limit ${size}) matching on true
      ${order}`);
    return rows[0]!.most > budget.readADay ? undefined : rows.filter(({ id }) => id !== null);
  }

  /** Whether reading each day in order until it has a page is less work than reading all, when as large a share match as of the first. */
  function isNear({ share }: First<Row>): boolean {
    return share * inAll > budget.orderedCost * size * wanted.length;
  }

  /**
   * Whether a log is among the first, in the words of the index: among so many that a page of them will match, when as large a
   * share does as of the very first. Undefined when those would not be few, or most days have no index yet.
   */
  function amongTheFirst({ share, level }: First<Row>): RawBuilder<boolean> | undefined {
    const enough = (2 * size) / share;
    if (!(enough <= inAll * budget.shareByDuration)) return undefined;
    if (wanted.filter(({ levels }) => levels).length < wanted.length / 2) return undefined;
    const some: number[] = [];
    for (let at = level, count = 0; at >= 0 && at <= highestLevel && count < enough; at += descending ? -1 : 1) {
      some.push(at);
      // Of the level that the page before ended in, the rest may be little.
      if (walk.after && at === level) continue;
      count += wanted.reduce((sum, { logs, levels }) => sum + logs * (levels?.get(at) ?? 0), 0);
    }
    return isOfLevel(some);
  }
}

function merge<Row>(arms: readonly RawBuilder<unknown>[], order: RawBuilder<unknown>, size: number): RawBuilder<Row> {
  return sql<Row>`select * from (${sql.join([...arms], sql` union all `)}) logs ${order} limit ${size}`;
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

function durationOrder(descending: boolean): RawBuilder<unknown> {
  return sql.raw(descending ? 'order by execution_time_ms desc, id desc' : 'order by execution_time_ms, id');
}
