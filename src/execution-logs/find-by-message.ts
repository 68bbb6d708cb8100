// What has a word in its message, in order of execution time, where many logs say it and none of the first does. Of days that are over,
// the pairs of letters of messages with each level of execution time are looked up, level after level, until a day has enough:
// levels whose messages lack the word cost next to nothing. From the first level that not all of a day was read of, all
// days go on in order.

import { sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { hasMessageKeys, messageKeys } from './closed-days.ts';
import { all } from './comparison-sql.ts';
import {
  type At,
  areCovered,
  durationBounds,
  findFirstOf,
  inDurationOrder,
  isBefore,
  type Match,
  readInDurationOrder,
  upTo,
} from './duration-order.ts';
import { levelFrom, levelOf } from './execution-time-levels.ts';
import { lookedUp } from './finding.ts';
import type { LogDay } from './log-days.ts';
import type { Place } from './read-heads.ts';
import { byTheIndex, inOrder, type Walk } from './walk.ts';

const daysToTell = 3;

/**
 * The first `size` places beyond `after`, before which all is known. Undefined when most days have no index of messages' letters, or
 * the page would have to be looked for too far.
 */
export async function findByMessage(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Walk,
  { after, size }: { after: At; size: number },
): Promise<Place[] | undefined> {
  const { conditions, descending, messageParts, budget } = walk;
  const indexed = days.filter((day) => day.hasMessageKeysIndex).toSorted((one, other) => other.notable - one.notable);
  const others = days.filter((day) => !day.hasMessageKeysIndex);
  if (!messageParts.length || indexed.length < others.length) return undefined;
  const levels = levelsBeyond(after, walk);
  /** So many of the levels are read of all days that were asked. */
  let known = levels.length;
  const found: Match[] = [];
  // Where a day has enough takes long to look up, so a few days tell how far the rest are asked.
  await findByKeys(indexed.slice(0, daysToTell));
  if (known > 0) await findByKeys(indexed.slice(daysToTell));
  const rest = known < levels.length ? beginOf(known) : undefined;
  if (others.length && known > 0) found.push(...(await findOnOthers(rest)));
  const certain = found.filter((one) => !rest || isBefore(one, rest, descending));
  const places = inDurationOrder(certain, descending).map(({ place }) => place);
  if (!rest || places.length >= size) return places.slice(0, size);
  const beyond = await readOn(rest, size - places.length);
  return beyond && [...places, ...beyond];

  /** Adds what matches on these days, of the levels that are known of those before. */
  async function findByKeys(some: readonly LogDay[]): Promise<void> {
    if (!some.length) return;
    read.planBy(byTheIndex);
    const arms = some.map(
      (day, n) => sql`(
        select ${sql.lit(n)}::int as day, nth, execution_time_ms as ms, id, place, fits from asked, lateral (
          select execution_time_ms, id, ctid::text as place, ${all(conditions)} as fits
          from ${sql.table(day.table)} where ${hasMessageKeys(sql`keys`)}
            and ${all([...durationBounds(day, walk, after), ...walk.inCoveringIndex])} is true) logs
        order by nth limit ${budget.messagesADay + 1})`,
    );
    // Asked in their order, so that PostgreSQL stops at the level where a day has enough.
    const rows = await read.ofEach<{
      day: number;
      nth: number;
      ms: number;
      id: string;
      place: string;
      fits: boolean;
    }>(
      arms,
      (some) => sql`
        with asked as materialized (
          select nth::integer as nth, ${messageKeys(messageParts, sql`level`)} as keys
          from unnest(${levels.slice(0, known)}::integer[]) with ordinality as levels (level, nth) order by nth)
        ${sql.join(some, sql` union all `)}`,
    );
    for (const [n, day] of some.entries()) {
      const ofDay = rows.filter((row) => row.day === n);
      if (ofDay.length > budget.messagesADay) known = Math.min(known, ofDay.at(-1)!.nth - 1);
      for (const { ms, id, place, fits } of ofDay)
        if (fits) found.push({ executionTimeMs: ms, id, place: { day, id, place } });
    }
  }

  /** Of one of the levels. */
  function beginOf(nth: number): At {
    if (nth === 0) return after;
    const executionTimeMs = levelFrom(descending ? levels[nth]! + 1 : levels[nth]!);
    return { executionTimeMs, id: '00000000-0000-0000-0000-000000000000' };
  }

  async function findOnOthers(until: At | undefined): Promise<Match[]> {
    // What has a word that many have is more than what lies before there.
    const finding = lookedUp(walk, undefined, days);
    read.planBy(until ? inOrder : finding.plans);
    return findFirstOf(read, others, { ...walk, size }, (day) => {
      const bounds = all([...durationBounds(day, walk, after), ...walk.inDurationIndex]);
      return until ? all([bounds, ...upTo(until, descending), ...conditions]) : finding.within(bounds);
    });
  }

  /** In order from there; undefined when so many are not near. */
  async function readOn(from: At, count: number): Promise<Place[] | undefined> {
    read.planBy(inOrder);
    const order = readInDurationOrder(read, days, walk, { from, counts: false });
    const steps = areCovered(days, walk)
      ? [budget.coveredStep]
      : [budget.firstWindowByDuration, budget.windowBeforeAll, budget.orderedBeforeMany];
    for (const step of steps) {
      await order.lookAt(step);
      const found = order.found();
      if (found.length >= count || order.isOver()) return found.slice(0, count);
    }
    return undefined;
  }
}

/** As far as what matches may be. */
function levelsBeyond({ executionTimeMs }: At, { descending, executionTimes: { least, most } }: Walk): number[] {
  const first = levelOf(executionTimeMs);
  const last = levelOf(descending ? least : most);
  const count = Math.max(0, descending ? first - last + 1 : last - first + 1);
  return Array.from({ length: count }, (_level, n) => (descending ? first - n : first + n));
}
