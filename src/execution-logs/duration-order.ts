// Days read in order of execution time, all at once and step by step, each step where the one before ended. The first of each day
// are all that is known of the rest, so of what matches only that is certain which no day's unread rest can come before. Days
// that are over have an index that tells by itself whether most filters are met; see closed-days.ts.

import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { isCoveredNotable } from './closed-days.ts';
import { all } from './comparison-sql.ts';
import { countMet, type Sample, sampled, together } from './finding.ts';
import type { LogDay } from './log-days.ts';
import type { Place } from './read-heads.ts';
import { idWithin, isMatching, isNarrow, logsOf, momentWithin, type Walk } from './walk.ts';

/** Where in the order a log is. */
export type At = Pick<NonNullable<Walk['after']>, 'executionTimeMs' | 'id'>;

/** Where a log is, in the order and on disk. */
export interface Match extends At {
  place: Place;
}

interface ReadDay {
  day: LogDay;
  /** The last that was looked at; undefined when none was. */
  end: At | undefined;
  isOver: boolean;
}

/** Of one day, with the first of what matches. */
interface LookedAt {
  day: number;
  looked_at: number;
  matching: number;
  met: number[];
  end_ms: number | null;
  end_id: string | null;
  ms: number[] | null;
  ids: string[] | null;
  places: string[] | null;
}

export interface DurationOrder {
  /** Looks at so many more, in equal parts of the days that have more. */
  lookAt(count: number): Promise<void>;
  /** What matches among those that were looked at and is certain to be the first of all, in order. */
  found(): Place[];
  /** Where what is found ends, and whatever else matches lies beyond; undefined when nothing was looked at, or there is nothing else. */
  end(): At | undefined;
  lookedAt(): number;
  /** Of all that were looked at, what part matches. */
  share(): number;
  /** How many meet what, of those that were looked at until that was known well enough. */
  sample(): Sample;
  /** Whether there is nothing else to look at. */
  isOver(): boolean;
}

/** @param from what comes before is not looked at @param counts whether it is to be known how many meet what; false saves that */
export function readInDurationOrder(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Walk,
  { from = walk.after, counts = true }: { from?: At | undefined; counts?: boolean } = {},
): DurationOrder {
  const { descending, conditions, size, budget } = walk;
  const order = durationOrder(descending);
  const reading: ReadDay[] = days.map((day) => ({ day, end: from, isOver: false }));
  const matches: Match[] = [];
  let sample: Sample = { lookedAt: 0, met: sampled(walk).map(() => 0), matching: 0 };
  let lookedAt = 0;
  let matching = 0;
  return {
    lookAt,
    found() {
      const end = nearestEnd();
      const certain = matches.filter((match) => !end || !isBefore(end, match, descending));
      return inDurationOrder(certain, descending).map(({ place }) => place);
    },
    end: nearestEnd,
    lookedAt: () => lookedAt,
    share: () => matching / Math.max(lookedAt, 1),
    sample: () => sample,
    isOver: () => reading.every(({ isOver }) => isOver),
  };

  function nearestEnd(): At | undefined {
    const ends = reading.flatMap(({ end, isOver }) => (isOver || !end ? [] : [end]));
    return ends.toSorted((one, other) => (isBefore(one, other, descending) ? -1 : 1))[0];
  }

  async function lookAt(count: number): Promise<void> {
    const some = reading.filter(({ isOver }) => !isOver);
    if (!some.length) return;
    const covered = some.filter(({ day }) => isCoveredOn(day, walk));
    const isKnown = !counts || sample.lookedAt >= budget.sampleByDuration;
    if (isKnown && covered.length > some.length / 2)
      await lookUntil(
        some,
        count,
        covered.reduce((largest, one) => (one.day.logs > largest.day.logs ? one : largest)),
      );
    else await lookAtEach(some, Math.ceil(count / some.length), !isKnown);
  }

  /** So many of each day, however long these took. */
  async function lookAtEach(some: readonly ReadDay[], aDay: number, isSample: boolean): Promise<void> {
    const counted = isSample ? sampled(walk) : [];
    const arms = some.map((one, n) => sql`(${countingArm(one, n, aDay, counted)})`);
    const query = (some: readonly RawBuilder<unknown>[]) => sql<LookedAt>`${sql.join(some, sql` union all `)}`;
    // The first few of each are quicker looked at than a second connection is told to.
    const rows = lookedAt ? await read.ofEach(arms, query) : await read(query(arms));
    for (const row of rows) {
      const one = some[row.day]!;
      lookedAt += row.looked_at;
      matching += row.matching;
      if (isSample) {
        sample = together(sample, { lookedAt: row.looked_at, met: row.met, matching: row.matching });
      }
      one.isOver = row.looked_at < aDay;
      if (row.end_ms !== null) one.end = { executionTimeMs: row.end_ms, id: row.end_id! };
      for (const [n, id] of (row.ids ?? []).entries()) {
        note(one.day, { executionTimeMs: row.ms![n]!, id, place: row.places?.[n] ?? null });
      }
    }
  }

  /**
   * Of all days what took no longer (or shorter) than its part of so many of one day did: in half the time, as nothing has to be
   * counted; so how many were looked at is an estimate.
   */
  async function lookUntil(some: readonly ReadDay[], count: number, { day, end }: ReadDay): Promise<void> {
    const inAll = some.reduce((sum, { day }) => sum + day.logs, 0);
    const part = Math.ceil((count * day.logs) / Math.max(inAll, 1));
    const [row] = await read<{ ms: number; id: string }>(sql`
      select execution_time_ms as ms, id from ${sql.table(day.table)} where ${boundsOf(day, end)}
      ${order} offset ${part}::bigint limit 1`);
    const until = row && { executionTimeMs: row.ms, id: row.id };
    const foundOrder = sql.raw(descending ? 'order by ms desc, id desc' : 'order by ms, id');
    // Of some days more may be known already.
    const behind = some.filter((one) => !until || !one.end || isBefore(one.end, until, descending));
    const arms = behind.map((one, n) => sql`(${findingArm(one, n, until)})`);
    const rows = await read.ofEach<{ day: number; ms: number; id: string; place: string | null }>(
      arms,
      (some) => sql`select * from (${sql.join(some, sql` union all `)}) found ${foundOrder} limit ${size}`,
    );
    for (const { day: n, ms: executionTimeMs, id, place } of rows) note(behind[n]!.day, { executionTimeMs, id, place });
    lookedAt += until ? count : inAll;
    matching += rows.length;
    for (const one of behind) {
      one.isOver = !until;
      if (until) one.end = until;
    }
  }

  function note(day: LogDay, { executionTimeMs, id, place }: At & { place: string | null }): void {
    matches.push({ executionTimeMs, id, place: { day, id, ...(place !== null && { place }) } });
  }

  function boundsOf(day: LogDay, end: At | undefined): RawBuilder<boolean> {
    if (!isCoveredOn(day, walk)) return all([...durationBounds(day, walk, end), ...walk.inDurationIndex]);
    const which = walk.covering === 'notable' ? [isCoveredNotable, ...walk.inCoveringIndex] : walk.inDurationIndex;
    return all([idWithin(day, walk), ...beyond(walk, end), ...which]);
  }

  function findingArm({ day, end }: ReadDay, n: number, until: At | undefined): RawBuilder<unknown> {
    const place = isCoveredOn(day, walk) ? sql`null::text` : sql`ctid::text`;
    const filter = all([boundsOf(day, end), ...(until ? upTo(until, descending) : []), isMatching(walk)]);
    return sql`
      select ${sql.lit(n)}::int as day, execution_time_ms as ms, id, ${place} as place
      from ${logsOf(day, walk)} where ${filter} ${order} limit ${size}`;
  }

  function countingArm(
    { day, end }: ReadDay,
    n: number,
    limit: number,
    counted: readonly RawBuilder<boolean>[],
  ): RawBuilder<unknown> {
    const met = counted.map((_condition, n) => sql.ref(`met_${n}`));
    const isCovered = isCoveredOn(day, walk);
    const columns = sql.join([
      sql`id, execution_time_ms, ${all(conditions)} as fits`,
      ...(isCovered ? [] : [sql`ctid::text as place`]),
      ...counted.map((condition, n) => sql`${condition} as ${met[n]!}`),
    ]);
    // A page may lie on one day; of what else matches there its number is enough.
    const ofMatches = (column: string) => sql`(array_agg(${sql.ref(column)}) filter (where fits))[:${size}]`;
    const last = (column: string) => sql`(array_agg(${sql.ref(column)}))[count(*)]`;
    return sql`
      select ${sql.lit(n)}::int as day, count(*) as looked_at,
        count(*) filter (where fits) as matching, ${countMet(met)} as met,
        ${sql.raw(descending ? 'min' : 'max')}(execution_time_ms) as end_ms, ${last('id')} as end_id,
        ${ofMatches('execution_time_ms')} as ms, ${ofMatches('id')} as ids,
        ${isCovered ? sql`null::text[]` : ofMatches('place')} as places
      from (select ${columns} from ${logsOf(day, walk)} where ${boundsOf(day, end)} ${order} limit ${limit}) of_day`;
  }
}

/** The first of what meets a condition on each of the days, in order. */
export async function findFirstOf(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Pick<Walk, 'descending' | 'size' | 'from' | 'to'>,
  condition: (day: LogDay) => RawBuilder<boolean>,
): Promise<Match[]> {
  const { descending, size } = walk;
  const order = durationOrder(descending);
  const arms = days.map(
    (day, n) => sql`(
      select ${sql.lit(n)}::int as day, ctid, id, execution_time_ms from ${logsOf(day, walk)}
      where ${condition(day)} ${order} limit ${size})`,
  );
  const found = await read.ofEach<{ day: number; ms: number; id: string; place: string }>(
    arms,
    (some) => sql`
      select day, execution_time_ms as ms, id, ctid::text as place from (${sql.join(some, sql` union all `)}) logs
      ${order} limit ${size}`,
  );
  const matches = found.map(({ day, ms, id, place }) => ({
    executionTimeMs: ms,
    id,
    place: { day: days[day]!, id, place },
  }));
  return inDurationOrder(matches, descending).slice(0, size);
}

export function inDurationOrder<Found extends At>(found: readonly Found[], descending: boolean): Found[] {
  return found.toSorted((one, other) => (isBefore(one, other, descending) ? -1 : 1));
}

/** Whether a covering index tells all there is to know of most days. */
export function areCovered(days: readonly LogDay[], walk: Walk): boolean {
  return days.filter((day) => isCoveredOn(day, walk)).length > days.length / 2;
}

/** Whether a covering index of a day that is over tells all there is to know. */
export function isCoveredOn(day: LogDay, walk: Walk): boolean {
  return walk.covering !== undefined && day.coverings.includes(walk.covering) && !isNarrow(day, walk);
}

/** What a walk may look at of a day, beyond where it has come to. */
export function durationBounds(day: LogDay, walk: Walk, after: At | undefined): RawBuilder<boolean>[] {
  return [momentWithin(day, walk), ...beyond(walk, after)];
}

function beyond({ descending }: Walk, after: At | undefined): RawBuilder<boolean>[] {
  return after ? compared(descending ? '<' : '>', after) : [];
}

/** Up to it, and itself. */
export function upTo(last: At, descending: boolean): RawBuilder<boolean>[] {
  return compared(descending ? '>=' : '<=', last);
}

/**
 * The first part is for the indexes. The second is no comparison of rows: PostgreSQL would make that of every entry of the covering
 * index, a third of what it takes to read it.
 */
function compared(operator: '<' | '<=' | '>' | '>=', { executionTimeMs: value, id }: At): RawBuilder<boolean>[] {
  const orEqual = sql.raw(`${operator[0]}=`);
  return [
    sql`execution_time_ms ${orEqual} ${value}::float8`,
    sql`(execution_time_ms <> ${value}::float8 or id ${sql.raw(operator)} ${id}::uuid)`,
  ];
}

export function durationOrder(descending: boolean): RawBuilder<unknown> {
  return sql.raw(descending ? 'order by execution_time_ms desc, id desc' : 'order by execution_time_ms, id');
}

export function isBefore(one: At, other: At, descending: boolean): boolean {
  return (descending ? compare(other, one) : compare(one, other)) < 0;
}

function compare(one: At, other: At): number {
  return one.executionTimeMs - other.executionTimeMs || (one.id < other.id ? -1 : Number(one.id > other.id));
}
