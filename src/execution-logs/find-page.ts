// One page of logs, at a cost that does not grow with their number.
//
// By time, it goes from day to day, newest first (or oldest), in two ways. First the day's logs in order, but no more than
// a few thousand: whatever is common is found there. Then by index: all that match on a day, which are then few, or, if
// they are not, that day in order again. Where few logs meet one of the conditions, it is that one which finds them. Days by
// index are asked several in one query, and twice as many each time, so that a value that exists once a month ago, or not at
// all, costs thirty look-ups in an index and five round trips. What no index serves goes the same way, but each day is then
// read as it lies on disk.
// By execution time it is alike; see find-by-duration.ts.

import { sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { all } from './comparison-sql.ts';
import { headColumns } from './head-row.ts';
import type { LogDay } from './log-days.ts';
import { readHeads } from './read-heads.ts';
import { readWindow, timeOrder } from './read-window.ts';
import {
  findingAll,
  inOrder,
  isWithin,
  lookedUp,
  rarest,
  type Sample,
  sampled,
  timeWithin,
  together,
  type Walk,
} from './walk.ts';

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

  await read.planBy(inOrder);
  let at = 0;
  let rest = walk;
  let budget = walk.budget.ordered;
  let sample: Sample = { lookedAt: 0, met: sampled(walk).map(() => 0), matching: 0 };
  for (let step = walk.budget.firstWindow; at < wanted.length && left() > 0 && budget > 0; step = budget) {
    const limit = isUnfiltered ? left() : Math.min(step, budget);
    const window = await readWindow<Row>(read, wanted[at]!, rest, { limit, wanted: left() });
    const { rows, lookedAt, end } = window;
    found.push(...rows);
    sample = together(sample, window);
    if (isUnfiltered && lookedAt >= limit) break;
    if (!isUnfiltered) budget -= lookedAt;
    if (lookedAt < limit) at += 1;
    else rest = { ...walk, after: end };
  }
  if (left() <= 0 || at >= wanted.length) return found;

  let rare = rarest(walk, sample, wanted);
  for (let group = 1; at < wanted.length && left() > 0; group *= 2) {
    const some = wanted.slice(at, at + group);
    const full = await takeAll(some);
    at += full ?? some.length;
    if (full === undefined || left() <= 0) continue;
    if (rare) {
      rare = undefined;
      continue;
    }
    await read.planBy(inOrder);
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
  async function takeAll(some: LogDay[]): Promise<number | undefined> {
    await read.planBy(findingAll(walk));
    const most = rare ? walk.budget.readADay : walk.budget.matchesADay;
    const arms = some.map(
      (day, n) => sql`(
        select ${sql.lit(n)}::int as day, ctid, created_at, id, ${rare ? all(conditions) : all([])} as fits
        from ${sql.table(day.table)} where ${timeWithin(day, rest)} and ${rare ?? lookedUp(walk, sample)} limit ${most + 1})`,
    );
    const ofDay = (column: string) => sql`
      (array_agg(${sql.raw(column)} ${timeOrder(descending)}) filter (where fits))[1:${left()}]`;
    const matches = await read<{ day: number; candidates: number; places: string[] | null; ids: string[] | null }>(sql`
      select day, count(*) as candidates, ${ofDay('ctid::text')} as places, ${ofDay('id')} as ids
      from (${sql.join(arms, sql` union all `)}) candidate group by day order by day`);
    const tooMany = matches.find(({ candidates }) => candidates > most)?.day;
    const certain = matches.filter(({ day }) => tooMany === undefined || day < tooMany);
    const places = certain.flatMap(({ day, places, ids }) =>
      (ids ?? []).map((id, n) => ({ day: some[day]!, place: places![n]!, id })),
    );
    found.push(...(await readHeads<Row>(read, places.slice(0, left()))));
    return tooMany;
  }
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
  if (walk.conditions.length) await read.planBy(findingAll(walk));
  let count = 0;
  for (let at = 0, group = 1; at < wanted.length && count < cap; group *= 2) {
    const most = rare ? whole.budget.readADay : Infinity;
    const [columns, matches] = rare ? [headColumns, all(walk.conditions)] : [sql``, all([])];
    const counts = wanted.slice(at, at + group).map(
      (day) => sql`
        select count(*) as candidates, count(*) filter (where ${matches}) as count from (
          select ${columns} from ${sql.table(day.table)} where ${timeWithin(day, whole)} and ${rare ?? lookedUp(whole, sample)}
          limit ${rare ? most + 1 : cap - count}) candidate`,
    );
    const rows = await read<{ candidates: number; count: number }>(sql`${sql.join(counts, sql` union all `)}`);
    const tooMany = rows.findIndex(({ candidates }) => candidates > most);
    const certain = tooMany < 0 ? rows : rows.slice(0, tooMany);
    count += certain.reduce((sum, row) => sum + row.count, 0);
    at += certain.length;
    if (tooMany >= 0) rare = undefined;
  }
  return Math.min(count, cap);

  async function lookAtFirst(): Promise<Sample | undefined> {
    if (!wanted.length || !sampled(walk).length || walk.conditions.length < 2) return undefined;
    await read.planBy(inOrder);
    return readWindow(read, wanted[0]!, whole, { limit: whole.budget.sample, wanted: 0 });
  }
}
