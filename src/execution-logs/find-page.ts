// One page of logs, at a cost that does not grow with their number.
//
// By time, it goes from day to day, newest first (or oldest), in two ways. First the day's logs in order, but no more than
// a few thousand: whatever is common is found there. Then by index: all that match on a day, which are then few, or, if
// they are not, that day in order again. Where few logs meet one of the conditions, it is that one which finds them. Days by
// index are asked several in one query, and twice as many each time, so that a value that exists once a month ago, or not at
// all, costs thirty look-ups in an index and five round trips. What many notable logs meet is not visited one by one, but read
// in their covering index. What no index serves goes the same way, but each day is then read as it lies on disk.
// By execution time it is alike; see find-by-duration.ts.

import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { isCoveredNotable } from './closed-days.ts';
import { all } from './comparison-sql.ts';
import { isCoveredOn } from './duration-order.ts';
import { type Finding, findsMoreThan, lookedUp, rarest, type Sample, sampled, together } from './finding.ts';
import { headColumns } from './head-row.ts';
import { type LogDay, largestOf } from './log-days.ts';
import { readHeads } from './read-heads.ts';
import { readWindow, timeOrder } from './read-window.ts';
import { idWithin, inOrder, isMatching, isWithin, timeWithin, type Walk } from './walk.ts';

/** Up to `size` rows of heads, in order of creation. */
export async function walkByTime<Row extends { id: string }>(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Walk,
): Promise<Row[]> {
  const { conditions, descending, size } = walk;
  const wanted = days.filter((day) => isWithin(day, walk));
  if (descending) wanted.reverse();
  const found: Row[] = [];
  const left = () => size - found.length;
  const isUnfiltered = conditions.length === 0;

  read.planBy(inOrder);
  let at = 0;
  let rest = walk;
  let budget = walk.budget.ordered;
  let sample: Sample = { lookedAt: 0, met: sampled(walk).map(() => 0), matching: 0 };
  let step = walk.budget.firstWindow;
  while (at < wanted.length && left() > 0 && budget > 0) {
    const limit = isUnfiltered ? left() : Math.min(step, budget);
    const window = await readWindow<Row>(read, wanted[at]!, rest, { limit, wanted: left() });
    const { rows, lookedAt, end } = window;
    found.push(...rows);
    sample = together(sample, window);
    if (isUnfiltered && lookedAt >= limit) break;
    if (!isUnfiltered) budget -= lookedAt;
    // As far as the rest of the page is likely to be; days that are yet to come have nothing.
    if (lookedAt > 0) step = Math.ceil((1.5 * left() * sample.lookedAt) / sample.matching);
    if (lookedAt < limit) at += 1;
    else rest = { ...walk, after: end };
  }
  if (left() <= 0 || at >= wanted.length) return found;

  let rare = rarest(walk, sample, wanted);
  const finding = lookedUp(walk, sample, wanted);
  const isScanned = rare ? () => false : await whichToScan(read, wanted, walk, finding);
  for (let group = 1; at < wanted.length && left() > 0; group *= 2) {
    const { some, areScanned } = nextAlike(wanted.slice(at, at + group), isScanned);
    const full = await takeAll(some, areScanned);
    at += full ?? some.length;
    if (full === undefined || left() <= 0) continue;
    if (rare) {
      rare = undefined;
      continue;
    }
    read.planBy(inOrder);
    const day = wanted[at]!;
    found.push(
      ...(await read<Row>(sql`
        select ${headColumns} from ${sql.table(day.table)}
        where ${timeWithin(day, rest)} and ${all(conditions)} ${timeOrder(descending)} limit ${left()}`)),
    );
    at += 1;
  }
  return found;

  /** Adds what matches on these days. @returns which of them has too many candidates; undefined when none has. */
  async function takeAll(some: readonly LogDay[], areScanned: boolean): Promise<number | undefined> {
    const by = rare ?? finding;
    read.planBy(areScanned ? inOrder : by.plans);
    const most = rare ? walk.budget.readADay : walk.budget.matchesADay;
    const [place, fits] = areScanned ? [sql`null::text`, all([])] : [sql`ctid::text`, rare ? all(conditions) : all([])];
    const arms = some.map((day, n) => {
      const which = areScanned ? scanning(day, rest) : by.within(timeWithin(day, rest));
      return sql`(
        select ${sql.lit(n)}::int as day, ${place} as place, id, ${fits} as fits
        from ${sql.table(day.table)} where ${which} limit ${most + 1})`;
    });
    // Ids are in order of time.
    const ofDay = (column: string) => sql`
      (array_agg(${sql.raw(column)} order by id ${sql.raw(descending ? 'desc' : 'asc')}) filter (where fits))[1:${left()}]`;
    const rows = await read.ofEach<{
      day: number;
      candidates: number;
      places: (string | null)[] | null;
      ids: string[] | null;
    }>(
      arms,
      (some) => sql`
        select day, count(*) as candidates, ${ofDay('place')} as places, ${ofDay('id')} as ids
        from (${sql.join(some, sql` union all `)}) candidate group by day`,
    );
    const matches = rows.toSorted((one, other) => one.day - other.day);
    const tooMany = matches.find(({ candidates }) => candidates > most)?.day;
    const certain = matches.filter(({ day }) => tooMany === undefined || day < tooMany);
    const places = certain.flatMap(({ day, places, ids }) =>
      (ids ?? []).map((id, n) => ({ day: some[day]!, id, ...(places![n] && { place: places![n] }) })),
    );
    found.push(...(await readHeads<Row>(read, places.slice(0, left()))));
    return tooMany;
  }
}

/**
 * Which days are best read by the index that has whatever the few logs with a message are asked for: where to visit what is found
 * otherwise takes longer.
 */
async function whichToScan(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Walk,
  finding: Finding,
): Promise<(day: LogDay) => boolean> {
  const notable = days.reduce((sum, day) => sum + day.notable, 0);
  const isLess =
    walk.covering === 'notable' &&
    notable > 0 &&
    (await findsMoreThan(read, finding, days, notable / walk.budget.visitCost));
  return (day) => isLess && isCoveredOn(day, walk);
}

/** The first of these days, as many as are asked in the same way. */
function nextAlike(
  days: readonly LogDay[],
  isScanned: (day: LogDay) => boolean,
): { some: readonly LogDay[]; areScanned: boolean } {
  const areScanned = isScanned(days[0]!);
  const other = days.findIndex((day) => isScanned(day) !== areScanned);
  return { some: other < 0 ? days : days.slice(0, other), areScanned };
}

function scanning(day: LogDay, walk: Walk): RawBuilder<boolean> {
  const { after, descending } = walk;
  const isCut = after && after.createdAt >= day.from && after.createdAt < day.to;
  return all([
    ...(walk.covering === 'notable' ? [isCoveredNotable] : []),
    idWithin(day, walk),
    ...(isCut ? [sql<boolean>`id ${sql.raw(descending ? '<' : '>')} ${after.id}::uuid`] : []),
    ...walk.inCoveringIndex,
    isMatching(walk),
  ]);
}

/** How many match, counting no further than `cap`. */
export async function countMatches(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Omit<Walk, 'size' | 'after' | 'descending'>,
  cap: number,
): Promise<number> {
  const whole = { ...walk, size: 0, descending: true };
  const wanted = days.filter((day) => isWithin(day, whole)).reverse();
  const sample = await lookAtFirst();
  let rare = sample && rarest(whole, sample, wanted);
  const finding = lookedUp(whole, sample, wanted);
  const isSoon = (day: LogDay) => !rare && isSoonCounted(sample, day, whole, cap);
  const isScanned = rare || wanted.some(isSoon) ? isSoon : await whichToScan(read, wanted, whole, finding);
  let count = 0;
  for (let at = 0, group = 1; at < wanted.length && count < cap; group *= 2) {
    const { some, areScanned } = nextAlike(wanted.slice(at, at + group), isScanned);
    const by = rare ?? finding;
    const most = rare ? whole.budget.readADay : Infinity;
    const [columns, matches] = rare ? [headColumns, all(walk.conditions)] : [sql``, all([])];
    if (walk.conditions.length) read.planBy(areScanned ? inOrder : by.plans);
    const counts = some.map(
      (day, n) => sql`
        select ${sql.lit(n)}::int as day, count(*) as candidates, count(*) filter (where ${matches}) as count from (
          select ${columns} from ${sql.table(day.table)}
          where ${areScanned ? inOrderOfAny(day) : by.within(timeWithin(day, whole))}
          limit ${rare ? most + 1 : cap - count}) candidate`,
    );
    const found = await read.ofEach<{ day: number; candidates: number; count: number }>(
      counts,
      (some) => sql`${sql.join(some, sql` union all `)}`,
    );
    const rows = found.toSorted((one, other) => one.day - other.day);
    const tooMany = rows.findIndex(({ candidates }) => candidates > most);
    const certain = tooMany < 0 ? rows : rows.slice(0, tooMany);
    count += certain.reduce((sum, row) => sum + row.count, 0);
    at += certain.length;
    if (tooMany >= 0) rare = undefined;
  }
  return Math.min(count, cap);

  function inOrderOfAny(day: LogDay): RawBuilder<unknown> {
    if (isCoveredOn(day, whole)) return scanning(day, whole);
    return sql`${all([timeWithin(day, whole), isMatching(whole)])} ${timeOrder(whole.descending)}`;
  }

  async function lookAtFirst(): Promise<Sample | undefined> {
    const { conditions, budget } = whole;
    if (!wanted.length || !conditions.length) return undefined;
    read.planBy(inOrder);
    const limit = conditions.length < 2 ? budget.firstWindow : budget.sample;
    return readWindow(read, largestOf(wanted), whole, { limit, wanted: 0 });
  }
}

/** Whether so many match that to look at logs in order until enough are counted takes less than to find all of a day by an index. */
function isSoonCounted(sample: Sample | undefined, day: LogDay, walk: Walk, cap: number): boolean {
  if (!sample?.lookedAt) return false;
  const share = sample.matching / sample.lookedAt;
  const visitCost = isCoveredOn(day, walk) ? walk.budget.visitCost : 1;
  return Math.min(day.logs, cap / share) < share * day.logs * visitCost;
}
