// Days read in order of execution time, all at once and step by step, each step where the one before ended. The first of each day
// are all that is known of the rest, so of what matches only that is certain which no day's unread rest can come before. Days
// that are over have an index that tells by itself whether most filters are met; see closed-days.ts.

import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { all } from './condition-sql.ts';
import type { LogDay } from './log-days.ts';
import type { Place } from './read-heads.ts';
import { countMet, type Sample, timeWithin, type Walk } from './walk.ts';

/** Where in the order a log is. */
export type At = Pick<NonNullable<Walk['after']>, 'executionTimeMs' | 'id'>;

interface Match extends At {
  place: Place;
}

interface ReadDay {
  day: LogDay;
  /** The last that was looked at; undefined when none was. */
  end: At | undefined;
  isOver: boolean;
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

export function readInDurationOrder(read: PlannedRead, days: readonly LogDay[], walk: Walk): DurationOrder {
  const { descending, conditions, size, budget } = walk;
  const order = durationOrder(descending);
  const reading: ReadDay[] = days.map((day) => ({ day, end: walk.after, isOver: false }));
  const matches: Match[] = [];
  let sample: Sample = { lookedAt: 0, met: walk.lookups.map(() => 0) };
  let lookedAt = 0;
  let matching = 0;
  const isBefore = (one: At, other: At) => (descending ? compare(other, one) : compare(one, other)) < 0;

  return {
    lookAt,
    found() {
      const end = nearestEnd();
      return matches
        .filter((match) => !end || !isBefore(end, match))
        .toSorted((one, other) => (isBefore(one, other) ? -1 : 1))
        .map(({ place }) => place);
    },
    end: nearestEnd,
    lookedAt: () => lookedAt,
    share: () => matching / Math.max(lookedAt, 1),
    sample: () => sample,
    isOver: () => reading.every(({ isOver }) => isOver),
  };

  function nearestEnd(): At | undefined {
    const ends = reading.flatMap(({ end, isOver }) => (isOver || !end ? [] : [end]));
    return ends.toSorted((one, other) => (isBefore(one, other) ? -1 : 1))[0];
  }

  async function lookAt(count: number): Promise<void> {
    const some = reading.filter(({ isOver }) => !isOver);
    if (!some.length) return;
    const aDay = Math.ceil(count / some.length);
    const isSampled = sample.lookedAt < budget.sampleByDuration;
    const arms = some.map((one, n) => sql`(${armOf(one, n, aDay, isSampled ? walk.lookups : [])})`);
    const rows = await read<{
      day: number;
      looked_at: number;
      matching: number;
      met: number[];
      end_ms: number | null;
      end_id: string | null;
      ms: number[] | null;
      ids: string[] | null;
      places: string[] | null;
    }>(sql`${sql.join(arms, sql` union all `)}`);
    for (const row of rows) {
      const one = some[row.day]!;
      lookedAt += row.looked_at;
      matching += row.matching;
      if (isSampled) {
        const met = sample.met.map((known, n) => known + row.met[n]!);
        sample = { lookedAt: sample.lookedAt + row.looked_at, met };
      }
      one.isOver = row.looked_at < aDay;
      if (row.end_ms !== null) one.end = { executionTimeMs: row.end_ms, id: row.end_id! };
      for (const [n, id] of (row.ids ?? []).entries()) {
        const place = row.places?.[n];
        matches.push({ executionTimeMs: row.ms![n]!, id, place: { day: one.day, id, ...(place && { place }) } });
      }
    }
  }

  function armOf({ day, end }: ReadDay, n: number, limit: number, lookups: Walk['lookups']): RawBuilder<unknown> {
    const met = lookups.map((_lookup, n) => sql.ref(`met_${n}`));
    const isCovered = isCoveredOn(day, walk);
    const columns = sql.join([
      sql`id, execution_time_ms, ${all(conditions)} as fits`,
      ...(isCovered ? [] : [sql`ctid::text as place`]),
      ...lookups.map((lookup, n) => sql`${lookup} as ${met[n]!}`),
    ]);
    const bounds = all([
      timeWithin(day, { ...walk, after: undefined }),
      ...beyondDuration(end, descending),
      ...walk.inDurationIndex,
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
      from (select ${columns} from ${sql.table(day.table)} where ${bounds} ${order} limit ${limit}) of_day`;
  }
}

/** Whether the covering index of a day that is over tells all there is to know. */
export function isCoveredOn(day: LogDay, walk: Walk): boolean {
  const { expiredBefore, from, to } = walk;
  const isCut = expiredBefore >= day.from || (from && from > day.from) || (to && to < day.to);
  return walk.isCovered && day.hasCoveringIndex && !isCut;
}

/** The first part is for the index of execution times, which has no ids. */
export function beyondDuration(after: At | undefined, descending: boolean): RawBuilder<boolean>[] {
  if (!after) return [];
  const [atMost, less] = [sql.raw(descending ? '<=' : '>='), sql.raw(descending ? '<' : '>')];
  const { executionTimeMs: value, id } = after;
  return [
    sql`execution_time_ms ${atMost} ${value}::float8`,
    sql`(execution_time_ms, id) ${less} (${value}::float8, ${id}::uuid)`,
  ];
}

export function durationOrder(descending: boolean): RawBuilder<unknown> {
  return sql.raw(descending ? 'order by execution_time_ms desc, id desc' : 'order by execution_time_ms, id');
}

function compare(one: At, other: At): number {
  return one.executionTimeMs - other.executionTimeMs || (one.id < other.id ? -1 : Number(one.id > other.id));
}
