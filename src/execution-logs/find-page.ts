// One page of logs, at a cost that does not grow with their number.
//
// By time, it goes from day to day, newest first (or oldest), in two ways. First the day's logs in order, but no more than
// a few thousand: whatever is common is found there. Then by index: all that match on a day, which are then few, or, if
// they are not, that day in order again. Days by index are asked several in one query, and twice as many each time, so
// that a value that exists once a month ago, or not at all, costs thirty look-ups in an index and five round trips. What no
// index serves goes the same way, but each day is then read as it lies on disk.
// By execution time it is alike; see find-by-duration.ts.

import { type RawBuilder, sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { headColumns } from './head-row.ts';
import type { LogDay } from './log-days.ts';
import { all, defaultWalkBudget, findingAll, inOrder, isWithin, type Position, timeWithin, type Walk } from './walk.ts';

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

  for (let group = 1; at < wanted.length && left() > 0; group *= 2) {
    const some = wanted.slice(at, at + group);
    const full = await takeAll(some);
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
  }
  return found;

  /** Adds what matches on these days. @returns which of them has too many matches; undefined when none has. */
  async function takeAll(some: LogDay[]): Promise<number | undefined> {
    await read(findingAll(walk));
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

/** How many match, counting no further than `cap`. */
export async function countMatches(
  read: Read,
  days: readonly LogDay[],
  walk: Omit<Walk, 'size' | 'after' | 'descending' | 'budget'>,
  cap: number,
): Promise<number> {
  const whole = { ...walk, size: 0, descending: true, budget: defaultWalkBudget };
  const wanted = days.filter((day) => isWithin(day, whole)).reverse();
  if (walk.conditions.length) await read(findingAll(walk));
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

function timeOrder(descending: boolean): RawBuilder<unknown> {
  return sql.raw(descending ? 'order by created_at desc, id desc' : 'order by created_at, id');
}
