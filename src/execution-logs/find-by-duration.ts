// A page of logs in order of execution time, over all days at once: the first few of each in order, then by the index of closed days
// what matches among the longest (or shortest) few percent, and at last whatever matches is sorted. Logs that say something are
// few, and have an index in order of their own. What no index serves is read in order where a page of it is near, by the share
// of the first that match, and else as it lies on disk, and sorted.

import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { hasKeyOfLevel, highestLevel, isOfLevel } from './closed-days.ts';
import { all, anyOf } from './condition-sql.ts';
import type { LogDay } from './log-days.ts';
import { type Place, readHeads } from './read-heads.ts';
import {
  byTheIndex,
  countMet,
  findingAll,
  inOrder,
  inOrderOrByTime,
  isCut,
  isWithin,
  type Leveled,
  rarest,
  type Sample,
  timeWithin,
  type Walk,
} from './walk.ts';

interface First extends Sample {
  places: Place[];
  /** Of all that were looked at, how many match. */
  share: number;
  /** The level of execution time that they begin with. */
  level: number;
}

/** A place as the database gives it: the day by its number. */
interface Found {
  day: number;
  place: string;
  id: string;
}

/** Up to `size` rows of heads, in order of execution time. */
export async function walkByDuration<Row extends { id: string }>(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Walk,
): Promise<Row[]> {
  return readHeads<Row>(read, await findPlaces(read, days, walk));
}

async function findPlaces(read: PlannedRead, days: readonly LogDay[], walk: Walk): Promise<Place[]> {
  const { conditions, descending, size, budget, isIndexed } = walk;
  const order = durationOrder(descending);
  const within = (day: LogDay) =>
    all([timeWithin(day, { ...walk, after: undefined }), ...beyondDuration(walk), ...walk.inDurationIndex]);
  const wanted = days.filter((day) => isWithin(day, { ...walk, after: undefined }));
  if (!wanted.length) return [];
  const inAll = wanted.reduce((sum, { logs }) => sum + logs, 0);

  await read.planBy(isCut(walk) ? inOrderOrByTime : inOrder);
  let window = conditions.length ? budget.firstWindowByDuration : 6 * size;
  let first = await readWindows(window);
  const byLevels = walk.leveled.length > 0 && !walk.inDurationIndex.length;
  const beforeIndexed = byLevels ? budget.windowBeforeLevels : budget.windowBeforeAll;
  const furthest = isIndexed ? beforeIndexed : inAll * budget.shareBeforeUnindexed;
  while (conditions.length && first.places.length < size) {
    window = goOn(first, window);
    if (window > furthest) break;
    first = await readWindows(window);
  }
  if (first.places.length >= size) return first.places;
  if (!conditions.length) return findFirst([]);
  if (!isIndexed && isNear(first)) return findFirst(conditions);
  await read.planBy(findingAll(walk));
  const found = await findByRarest(first);
  if (found) return found;
  // Where another index led to the first, they tell nothing of all.
  const mayBeMany = first.met.every((count) => count > 0);
  if (!walk.hasMore && !isCut(walk)) await read.planBy(byTheIndex);
  for (const factor of byLevels && mayBeMany ? budget.levelsByShare : []) {
    const levels = amongTheFirst(first, factor);
    const among = levels && (await findOfLevels(levels, rarestKeys(first, levels)));
    if (among && among.length >= size) return among;
  }
  await read.planBy(findingAll(walk));
  return findFirst(conditions);

  /** How many to look at next: so many that a page of them will match; more, too, where enough do, but on some days alone. */
  function goOn({ share }: First, window: number): number {
    if (share > 0) return Math.max((2 * size) / share, 3 * window);
    return isIndexed ? Infinity : 10 * window;
  }

  /** Of each day the first, with what else is to be known of them. */
  function firstOfDays(limit: number, filter: (day: LogDay) => RawBuilder<boolean>, more: RawBuilder<unknown>[] = []) {
    const arms = wanted.map((day, n) => {
      const columns = sql.join([sql`${sql.lit(n)}::int as day, ctid, id, execution_time_ms`, ...more]);
      return sql`(select ${columns} from ${sql.table(day.table)} where ${filter(day)} ${order} limit ${limit})`;
    });
    return sql`${sql.join(arms, sql` union all `)}`;
  }

  async function findFirst(filters: readonly RawBuilder<boolean>[]): Promise<Place[]> {
    return findFirstOf((day) => all([within(day), ...filters]));
  }

  /** What matches, of these levels; by their index, but for days that have none yet. */
  async function findOfLevels(levels: readonly number[], keys: readonly Leveled[]): Promise<Place[]> {
    const byKeys = keys.map(({ values, or }) => {
      const hasKey = hasKeyOfLevel(values, levels);
      return or ? anyOf([hasKey, or]) : hasKey;
    });
    return findFirstOf((day) => {
      const matches = all([within(day), ...conditions]);
      if (!day.levels) return all([matches, isOfLevel(levels)]);
      // In words that no other index serves: to read that one, too, would take longer than what the first finds.
      return all([...byKeys, sql`(${isOfLevel(levels)} and ${matches}) is true`]);
    });
  }

  async function findFirstOf(filter: (day: LogDay) => RawBuilder<boolean>): Promise<Place[]> {
    const found = await read<Found>(sql`
      select day, ctid::text as place, id from (${firstOfDays(size, filter)}) logs ${order} limit ${size}`);
    return found.map(toPlace);
  }

  function toPlace({ day, place, id }: Found): Place {
    return { day: wanted[day]!, place, id };
  }

  /**
   * What matches among the first of each day, as far as it is certain to be the first of all: no day's unread rest can
   * come before it; and what they tell of the rest.
   */
  async function readWindows(inAll: number): Promise<First> {
    const aDay = Math.ceil(inAll / wanted.length);
    const edge = walk.after?.executionTimeMs ?? (descending ? Infinity : -Infinity);
    const [ahead, last, first, none] = (
      descending ? ['>', 'min', 'max', '-Infinity'] : ['<', 'max', 'min', 'Infinity']
    ).map((word) => sql.raw(word));
    const met = walk.lookups.map((_lookup, n) => sql.ref(`met_${n}`));
    const flags = [sql`${all(conditions)} as fits`, ...walk.lookups.map((lookup, n) => sql`${lookup} as ${met[n]!}`)];
    const rows = await read<
      (Found | { id: null }) & { share: number; looked_at: number; met: number[]; edge: number }
    >(sql`
      with first_of_days as materialized (${firstOfDays(aDay, within, flags)})
      select * from (select count(*) filter (where fits)::float8 / greatest(count(*), 1) as share,
        count(*) as looked_at, ${countMet(met)} as met,
        execution_time_level(${edge}::float8) as edge from first_of_days) counted
      left join (
        select day, ctid::text as place, id, execution_time_ms from first_of_days
        where fits and execution_time_ms ${ahead!} coalesce((
          select ${first!}(of_day) from (
            select ${last!}(execution_time_ms) as of_day from first_of_days group by day having count(*) >= ${aDay}) ends), '${none!}')
        ${order} limit ${size}) matching on true
      ${order}`);
    const { share, edge: level, looked_at: lookedAt, met: counts } = rows[0]!;
    const places = rows.flatMap((row) => (row.id === null ? [] : [toPlace(row)]));
    return { places, share, level, lookedAt, met: counts };
  }

  /** By what few logs meet, read for all the rest. Undefined when there is nothing like that, or many of a day do meet it. */
  async function findByRarest(sample: Sample): Promise<Place[] | undefined> {
    const rare = rarest(walk, sample, wanted);
    if (!rare) return undefined;
    const candidates = wanted.map(
      (day, n) => sql`(
        select ${sql.lit(n)}::int as day, ctid, id, execution_time_ms, ${all(conditions)} as fits from ${sql.table(day.table)}
        where ${all([timeWithin(day, { ...walk, after: undefined }), ...beyondDuration(walk), rare])} limit ${budget.readADay + 1})`,
    );
    const rows = await read<(Found | { id: null }) & { most: number }>(sql`
      with candidate as materialized (${sql.join(candidates, sql` union all `)})
      select * from (select coalesce(max(of_day), 0) as most from (select count(*) as of_day from candidate group by day) days) counted
      left join (
        select day, ctid::text as place, id, execution_time_ms from candidate where fits ${order} limit ${size}) matching on true
      ${order}`);
    return rows[0]!.most > budget.readADay ? undefined : rows.flatMap((row) => (row.id === null ? [] : [toPlace(row)]));
  }

  /** Whether reading each day in order until it has a page is less work than reading all, when as large a share match as of the first. */
  function isNear({ share }: First): boolean {
    return share * inAll > budget.orderedCost * size * wanted.length;
  }

  /**
   * The levels of so many of the first that `factor` times two pages of them will match, when as large a share does as of the very
   * first; and if none of these does, as if one in twice as many did, unless each look takes long. Undefined when those would not be few, or most days have no index yet.
   */
  function amongTheFirst({ share, level, lookedAt }: First, factor: number): number[] | undefined {
    const least = walk.leveled.some((condition) => condition.or) ? 0 : 1 / (2 * lookedAt);
    const enough = (factor * 2 * size) / (share || least);
    if (!(enough <= inAll * budget.shareByDuration)) return undefined;
    if (wanted.filter(({ levels }) => levels).length < wanted.length / 2) return undefined;
    const some: number[] = [];
    for (let at = level, count = 0; at >= 0 && at <= highestLevel && count < enough; at += descending ? -1 : 1) {
      some.push(at);
      // Of the level that the page before ended in, the rest may be little.
      if (walk.after && at === level) continue;
      count += logsOfLevel(at);
    }
    return some;
  }

  function logsOfLevel(level: number): number {
    return wanted.reduce((sum, { logs, levels }) => sum + logs * (levels?.get(level) ?? 0), 0);
  }

  /**
   * What few logs of these levels have, as far as the first tell, and as much more as leaves few enough to read them: to look up what
   * most have as well takes longer.
   */
  function rarestKeys({ met, lookedAt }: First, levels: readonly number[]): Leveled[] {
    let left = levels.reduce((sum, level) => sum + logsOfLevel(level), 0);
    const rarestFirst = walk.leveled.toSorted((one, other) => met[one.lookup]! - met[other.lookup]!);
    return rarestFirst.filter(({ lookup }, n) => {
      const isNeeded = n === 0 || left > budget.readOfLevels;
      left *= met[lookup]! / lookedAt;
      return isNeeded;
    });
  }
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
