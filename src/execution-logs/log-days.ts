// The days that may hold logs, for queries that go from day to day. Each is asked by its own name: planning a query over
// one partition takes 0.2 ms, over the parent with thirty of them 5 ms, and a page is mostly found on the first.

import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { dayMs, dayOf } from './partitions.ts';
import { keptFor } from './retention.ts';

export interface LogDay {
  /** The partition of heads. */
  table: string;
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  to: Date;
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

async function readDays(db: Queryable, retentionDays: number): Promise<LogDay[]> {
  // The name is read here, not in the query: PostgreSQL may look at other relations' names before it joins.
  const { rows } = await sql<{ table: string; keptSince: Date }>`
    select c.relname as table, now() - ${keptFor(retentionDays)} as "keptSince"
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'execution_log'::regclass and not i.inhdetachpending
    order by right(c.relname, 8)`.execute(db);
  return rows
    .map(({ table, keptSince }) => {
      const from = dayOf(table);
      return { table, from, to: new Date(from.getTime() + dayMs), keptSince };
    })
    .filter(({ to, keptSince }) => to > keptSince)
    .map(({ table, from, to }) => ({ table, from, to }));
}
