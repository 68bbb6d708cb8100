// The days that may hold logs, for queries that go from day to day. Each is asked by its own name: planning a query over
// one partition takes 0.2 ms, over the parent with thirty of them 5 ms, and a page is mostly found on the first.

import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { type Covering, coveringsOfDay, hasMessageKeysIndex, levelsOfDay, notableOfDay } from './closed-days.ts';
import { dayMs, dayOf } from './partitions.ts';
import { keptFor } from './retention.ts';

export interface LogDay {
  /** The partition of heads. */
  table: string;
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  to: Date;
  /** How many there are, as PostgreSQL estimated when it last looked. */
  logs: number;
  /** Of a day that is over and has its index: the share of its logs of each level of execution time. */
  levels: ReadonlyMap<number, number> | undefined;
  /** Of a day that is over: the indexes that tell by themselves whether a log meets most conditions; see closed-days.ts. */
  coverings: readonly Covering[];
  /** And whether it has the one of the keys of messages. */
  hasMessageKeysIndex: boolean;
  /** And how many logs have a message or were not committed; 0 of other days. */
  notable: number;
}

/** The day with most logs. */
export function largestOf(days: readonly LogDay[]): LogDay {
  return days.reduce((largest, one) => (one.logs > largest.logs ? one : largest));
}

export interface LogDays {
  /** Oldest first, without days that are yet to come and without those that are over, which may be dropped at any moment. */
  find(db: Queryable): Promise<LogDay[]>;
  /** To be called when a day turned out to be gone. */
  forget(): void;
}

/** Partitions are made days ahead, so a list this old lacks none that is in use. */
const maxAgeMs = 10_000;

/** @param retentionDays until a start has noted another in the database */
export function createLogDays(retentionDays: number): LogDays {
  let known: { days: LogDay[]; at: number } | undefined;
  return {
    async find(db) {
      if (!known || performance.now() - known.at > maxAgeMs)
        known = { days: await readDays(db, retentionDays), at: performance.now() };
      // Clocks of nodes and database may differ: a day too many costs little.
      const horizon = Date.now() + dayMs;
      return known.days.filter(({ from }) => from.getTime() <= horizon);
    },
    forget() {
      known = undefined;
    },
  };
}

interface DayRow {
  table: string;
  keptSince: Date;
  logs: number;
  levels: number[];
  frequencies: number[];
  coverings: Covering[];
  hasMessageKeysIndex: boolean;
  notable: number;
}

async function readDays(db: Queryable, retentionDays: number): Promise<LogDay[]> {
  // The name is read here, not in the query: PostgreSQL may look at other relations' names before it joins.
  const { rows } = await sql<DayRow>`
    select c.relname as table, now() - ${keptFor(retentionDays)} as "keptSince", greatest(c.reltuples, 0)::float8 as logs,
      coalesce(of_day.levels, '{}') as levels, coalesce(of_day.frequencies, '{}') as frequencies,
      ${coveringsOfDay(sql`c.relname`)} as coverings, ${hasMessageKeysIndex(sql`c.relname`)} as "hasMessageKeysIndex",
      ${notableOfDay(sql`c.relname`)} as notable
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
      left join lateral ${levelsOfDay(sql`c.relname`)} of_day on true
    where i.inhparent = 'execution_log'::regclass and not i.inhdetachpending
    order by right(c.relname, 8)`.execute(db);
  return rows.flatMap(({ table, keptSince, levels, frequencies, ...day }) => {
    const from = dayOf(table);
    const to = new Date(from.getTime() + dayMs);
    const known = new Map(levels.map((level, n) => [level, frequencies[n]!]));
    return to > keptSince ? [{ ...day, table, from, to, levels: known.size ? known : undefined }] : [];
  });
}
