// A page of logs in order of execution time, over all days at once: the first of each in order, as far as that is less work than
// what follows; then by the index of closed days what matches among the longest (or shortest) few percent, and at last whatever
// matches is sorted. Logs that say something are few, and have an index in order of their own. What no index serves is read in
// order where a page of it is near, by the share of the first that match, and else as it lies on disk, and sorted.

import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { hasKeyOfLevel } from './closed-days.ts';
import { all, anyOf } from './comparison-sql.ts';
import {
  type At,
  areCovered,
  durationBounds,
  durationOrder,
  findFirstOf,
  inDurationOrder,
  type Match,
  readInDurationOrder,
} from './duration-order.ts';
import { isOfLevel } from './execution-time-levels.ts';
import { findAmongNotable } from './find-among-notable.ts';
import { type Finding, findsMoreThan, likelyShare, lookedUp, rarest, type Sample, together } from './finding.ts';
import { levelsBehind } from './levels-behind.ts';
import { type LogDay, largestOf } from './log-days.ts';
import { type Place, readHeads } from './read-heads.ts';
import { readWindow } from './read-window.ts';
import { byTheIndex, findingAll, inOrder, isWithin, type Leveled, logsOf, type Walk } from './walk.ts';

/** A place as the database gives it: the day by its number. */
interface Found {
  day: number;
  place: string;
  id: string;
  execution_time_ms: number;
}

/** Up to `size` rows of heads, in order of execution time. */
export async function walkByDuration<Row extends { id: string }>(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Walk,
): Promise<Row[]> {
  const places = await findPlaces(read, days, walk);
  read.planBy(inOrder);
  return readHeads<Row>(read, places, days);
}

async function findPlaces(read: PlannedRead, days: readonly LogDay[], walk: Walk): Promise<Place[]> {
  const { conditions, descending, size, budget, isIndexed } = walk;
  const order = durationOrder(descending);
  const within = (day: LogDay, after: At | undefined = walk.after) =>
    all([...durationBounds(day, walk, after), ...walk.inDurationIndex]);
  const wanted = days.filter((day) => isWithin(day, { ...walk, after: undefined }));
  if (!wanted.length) return [];
  const inAll = wanted.reduce((sum, { logs }) => sum + logs, 0);
  const notable = wanted.reduce((sum, day) => sum + day.notable, 0);

  read.planBy(inOrder);
  const isCovered = areCovered(wanted, walk);
  // Where days are cut is told to no index; see logsOf.
  const asked = { ...walk, from: undefined, to: undefined };
  const areSeveral = walk.lookups.length + Math.min(walk.texts.length + walk.others.length, 1) > 1;
  const first = readInDurationOrder(read, wanted, walk);
  let ofAnyTime: Sample | undefined;
  const ofUncommitted = await findAmongUncommitted();
  if (ofUncommitted) return ofUncommitted;
  const levels = levelsBehind(wanted, walk, { first, sample: sampleSoFar });
  for (
    let step = conditions.length ? budget.firstWindowByDuration : 6 * size;
    first.lookedAt() + step <= furthest();
    step = next()
  ) {
    await first.lookAt(step);
    const found = first.found();
    if (found.length >= size || first.isOver()) return found.slice(0, size);
    if (!conditions.length) return findFirst([]);
  }
  if (!isIndexed && isNear()) return findFirst(conditions);
  const found =
    (await findByRarest()) ??
    (await findAmongNotable(read, wanted, walk, { first, howToFind, findAll })) ??
    (await readFurther(levels.costOfFirst()));
  if (found) return found;
  const areKeysEnough = !walk.texts.length && !walk.others.length;
  const planOfLevels = areKeysEnough ? byTheIndex : findingAll(asked);
  const among = first.found();
  for (const some of levels.inTurn()) {
    const { keys, left } = levels.rarestKeys(some);
    if (left > budget.readOfLevels && !(await areMany(left))) return findAll();
    read.planBy(planOfLevels);
    among.push(...(await findOfLevels(some, keys)));
    if (among.length >= size || levels.areLast(some)) return among.slice(0, size);
  }
  return (await readFurther()) ?? findAll();

  /**
   * How many to look at next: so many that a page of them will match; more, too, where enough do, but on some days alone. Where
   * none does and there is an index to ask, more only to know better how rare they are, if that is cheap, or at once where the index
   * would take longer; and not far at once by what few tell.
   */
  function next(): number {
    const lookedAt = first.lookedAt();
    const share = first.share();
    const longest = isCovered ? budget.coveredStep : Infinity;
    if (share > 0) {
      if (isCovered && levels.costOfFirst() < size / share - lookedAt) return Infinity;
      const enough = (1.15 * (size - first.found().length)) / share;
      if (!isCovered) return Math.max(enough, 2 * lookedAt);
      const least = Math.max(enough, Math.min(lookedAt, longest / 5));
      return areSeveral && lookedAt < longest ? Math.min(least, longest) : least;
    }
    const isCheap = isCovered && areSeveral && lookedAt <= budget.firstWindowByDuration;
    if (isIndexed && !isCheap) return Infinity;
    const other = levels.costOfFirst();
    return other > longest && other < Infinity ? longest : Math.min(9 * lookedAt, longest);
  }

  /** As far as looking at all that match would not be less work, when as many do as of the first. */
  function furthest(): number {
    if (!first.lookedAt()) return Infinity;
    const unindexed = isIndexed ? 0 : inAll * budget.shareBeforeUnindexed;
    const reach = areSeveral ? budget.coveredReachOfSeveral : budget.coveredReach;
    if (isCovered && walk.covering === 'notable') return Math.sqrt(notable * size * budget.notableReach);
    if (isCovered) return Math.max(Math.sqrt(inAll * size * reach), unindexed);
    return isIndexed ? (levels.byLevels ? budget.windowBeforeLevels : budget.windowBeforeAll) : unindexed;
  }

  /** What an index is asked for, to find all that matches. */
  async function howToFind(): Promise<Finding> {
    return lookedUp(asked, areSeveral ? await sampleOfAll() : ofAnyTime, wanted);
  }

  async function findAll(): Promise<Place[]> {
    const finding = await howToFind();
    read.planBy(finding.plans);
    return findPlacesOf((day) => finding.within(within(day)));
  }

  /**
   * Where many logs of some day meet the conditions and yet hardly one of the first does, these are of another kind than most: the page
   * lies behind them.
   */
  async function readFurther(otherCost = Infinity): Promise<Place[] | undefined> {
    if (!isIndexed || !first.lookedAt()) return undefined;
    const most = isCovered ? furthest() : budget.orderedBeforeMany;
    const readCost = isCovered ? 1 : budget.visitCost;
    if (otherCost < readCost * (most - first.lookedAt())) return undefined;
    const likely = likelyShare(await sampleOfAll());
    if (first.share() > likely / 10 || most * likely < size) return undefined;
    const many = isCovered ? (most - first.lookedAt()) / budget.visitCost : budget.many;
    if (!(await areMany(many))) return undefined;
    read.planBy(inOrder);
    while (first.lookedAt() < most) {
      await first.lookAt(isCovered ? budget.coveredStep : most / 4);
      const found = first.found();
      if (found.length >= size || first.isOver()) return found.slice(0, size);
    }
    return undefined;
  }

  /** Whether an index is likely to find so many logs, which are then all visited. */
  async function areMany(many: number): Promise<boolean> {
    await sampleOfAll();
    const finding = await howToFind();
    return finding.share ? inAll * finding.share >= many : findsMoreThan(read, finding, wanted, many);
  }

  /**
   * What was not committed is a part of the notable, and the shorter one: its own index in order, though each log has to be visited, is
   * quicker where many of these match, and not where few do. Undefined there.
   */
  async function findAmongUncommitted(): Promise<Place[] | undefined> {
    const { inUncommittedIndex } = walk;
    if (!inUncommittedIndex || !isCovered) return undefined;
    const uncommitted = { ...walk, covering: undefined, inDurationIndex: inUncommittedIndex };
    const order = readInDurationOrder(read, wanted, uncommitted, { counts: false });
    for (let step = budget.sampleByDuration; order.lookedAt() + step <= budget.uncommittedBeforeCovered; ) {
      await order.lookAt(step);
      const found = order.found();
      if (found.length >= size || order.isOver()) return found.slice(0, size);
      step = (1.15 * (size - found.length)) / order.share();
    }
    return undefined;
  }

  async function findFirst(filters: readonly RawBuilder<boolean>[]): Promise<Place[]> {
    return findPlacesOf((day) => all([within(day), ...filters]));
  }

  /** What matches, of these levels and beyond the first; by their index, but for days that have none yet. */
  async function findOfLevels(levels: readonly number[], keys: readonly Leveled[]): Promise<Place[]> {
    const byKeys = keys.map(({ values, or }) => {
      const hasKey = hasKeyOfLevel(values, levels);
      return or ? anyOf([hasKey, or]) : hasKey;
    });
    return findPlacesOf((day) => {
      const rest = within(day, first.end());
      if (!day.levels) return lookedUp(asked, undefined, wanted).within(all([rest, isOfLevel(levels)]));
      const matches = all([rest, ...conditions]);
      // In words that no other index serves: to read that one, too, would take longer than what the first finds.
      return all([...byKeys, sql`(${isOfLevel(levels)} and ${matches}) is true`]);
    });
  }

  async function findPlacesOf(condition: (day: LogDay) => RawBuilder<boolean>): Promise<Place[]> {
    return (await findFirstOf(read, wanted, walk, condition)).map(({ place }) => place);
  }

  function toMatch({ day, place, id, execution_time_ms: executionTimeMs }: Found): Match {
    return { executionTimeMs, id, place: { day: wanted[day]!, place, id } };
  }

  function sampleSoFar(): Sample {
    return ofAnyTime ? together(first.sample(), ofAnyTime) : first.sample();
  }

  /** What some tell that are of any time: where times are alike, logs are, and the shortest need not be like most. */
  async function sampleOfAll(): Promise<Sample> {
    if (!ofAnyTime) {
      read.planBy(inOrder);
      const walkByTime = { ...walk, after: undefined, descending: true };
      ofAnyTime = await readWindow(read, largestOf(wanted), walkByTime, { limit: budget.sample, wanted: 0 });
    }
    return ofAnyTime;
  }

  /** By what few logs meet, read for all the rest. Undefined when there is nothing like that, or many of a day do meet it. */
  async function findByRarest(): Promise<Place[] | undefined> {
    const { met } = first.sample();
    // More than one or two of the first would be too many.
    if (!areSeveral || !walk.lookups.some((_lookup, n) => met[n]! < 3)) return undefined;
    await sampleOfAll();
    const rare = rarest(asked, sampleSoFar(), wanted);
    // By keys it is weighed against reading on; see find-among-notable.ts.
    if (!rare || rare.isByKeys) return undefined;
    read.planBy(rare.plans);
    const candidates = wanted.map(
      (day, n) => sql`(
        select ${sql.lit(n)}::int as day, ctid, id, execution_time_ms, ${all(conditions)} as fits from ${logsOf(day, walk)}
        where ${rare.within(all(durationBounds(day, walk, walk.after)))} limit ${budget.readADay + 1})`,
    );
    const rows = await read.ofEach<(Found | { id: null }) & { most: number }>(
      candidates,
      (some) => sql`
        with candidate as materialized (${sql.join(some, sql` union all `)})
        select * from (select coalesce(max(of_day), 0) as most from (select count(*) as of_day from candidate group by day) days) counted
        left join (
          select day, ctid::text as place, id, execution_time_ms from candidate where fits ${order} limit ${size}) matching on true`,
    );
    if (rows.some(({ most }) => most > budget.readADay)) return undefined;
    const matches = rows.flatMap((row) => (row.id === null ? [] : [toMatch(row)]));
    return inDurationOrder(matches, descending)
      .slice(0, size)
      .map(({ place }) => place);
  }

  /** Whether reading each day in order until it has a page is less work than reading all, when as large a share match as of the first. */
  function isNear(): boolean {
    return first.share() * inAll > budget.orderedCost * size * wanted.length;
  }
}
