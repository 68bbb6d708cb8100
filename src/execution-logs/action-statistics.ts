// How the actions did over the last days: runs, blocks, failures, a figure a day, the 95th percentile of their time. What
// housekeeping has counted (action-days.ts) is read, and only what came later is counted here.

import { sql } from 'kysely';
import { LimitExceededError } from '../records/errors.ts';
import type { Database } from '../storage/database.ts';
import { type Read, ReadTimeoutError, withReading } from '../storage/reading.ts';
import { daysByAction, runsByLevel, timeOfLevel } from './action-days.ts';

export interface ActionStatistics {
  actionId: number;
  runs: number;
  blocks: number;
  failures: number;
  /** Milliseconds of the chains it ran in, 95 of 100 were faster; that of its worst day. To 2.5 %. */
  p95Ms: number | null;
  lastRunAt: Date | null;
  /** Oldest first, one for every UTC day, today included. */
  daily: { day: string; runs: number; blocks: number }[];
}

export interface ActionStatisticsReader {
  /**
   * Of every action that ran in the last UTC days, today included: as many as logs are kept, or seven. At most as old as
   * `maxAgeMs`: a list asks for it each time it is shown. @throws LimitExceededError
   */
  find(): Promise<ActionStatistics[]>;
}

export interface ActionStatisticsOptions {
  db: Database;
  /** How long logs are kept, asked anew for every reading. */
  retentionDays: () => Promise<number>;
  maxAgeMs?: number;
  timeoutMs?: number;
}

/** A part of what an action did on a day. */
interface PartRow {
  action_id: number;
  day: string;
  runs: number;
  blocks: number;
  failures: number;
  last_run_at: Date;
  levels: number[];
  runs_of_level: number[];
}

export function createActionStatistics(options: ActionStatisticsOptions): ActionStatisticsReader {
  const { db, retentionDays, maxAgeMs = 30_000, timeoutMs = 10_000 } = options;
  let known: { at: number; shown: number; statistics: Promise<ActionStatistics[]> } | undefined;

  async function readStatistics(shown: number): Promise<ActionStatistics[]> {
    try {
      return await withReading(db, { timeoutMs }, async (read) => {
        const days = await readDays(read, shown);
        return summarize(await readParts(read, days), days);
      });
    } catch (error) {
      if (!(error instanceof ReadTimeoutError)) throw error;
      throw new LimitExceededError(
        `Counting how the actions did took longer than ${timeoutMs / 1000} s and was ended. What is older than an hour is counted beforehand, by housekeeping: try again when it has been, in ten minutes or so.`,
      );
    }
  }

  return {
    async find() {
      const now = performance.now();
      const shown = Math.min(daysByAction, await retentionDays());
      if (known && known.shown === shown && now - known.at < maxAgeMs) return known.statistics;
      const statistics = readStatistics(shown);
      known = { at: now, shown, statistics };
      statistics.catch(() => {
        known = undefined;
      });
      return statistics;
    },
  };
}

/** Whole days, oldest first, by the database's clock: no log of these has expired. */
async function readDays(read: Read, shown: number): Promise<string[]> {
  const rows = await read<{ day: string }>(sql`
    select to_char(today - ago, 'YYYY-MM-DD') as day
    from (select (now() at time zone 'UTC')::date as today) clock, generate_series(${shown}::integer - 1, 0, -1) as ago
    order by 1`);
  return rows.map(({ day }) => day);
}

/** One statement, so that what is counted meanwhile is neither missed nor counted twice. */
function readParts(read: Read, days: readonly string[]): Promise<PartRow[]> {
  return read<PartRow>(sql`
    with counted as (
      select day::date, day::date::timestamp at time zone 'UTC' as begun, (day::date + 1)::timestamp at time zone 'UTC' as over,
        counted_until
      from unnest(${days}::date[]) as day left join log_day using (day)
    )
    select action_id, to_char(day, 'YYYY-MM-DD') as day, runs, blocks, failures, last_run_at, levels, runs_of_level
    from action_day where day = any (${days}::date[])
    union all
    select action_id, to_char(day, 'YYYY-MM-DD'), sum(runs)::bigint, sum(blocks)::bigint, sum(failures)::bigint, max(last_run_at),
      array_agg(level order by level), array_agg(runs order by level)
    from counted cross join lateral (
      ${runsByLevel('execution_log', sql`coalesce(counted_until, begun)`, sql`over`)}) rest
    where counted_until is null or counted_until < over
    group by action_id, day`);
}

function summarize(parts: readonly PartRow[], days: readonly string[]): ActionStatistics[] {
  return [...groupBy(parts, ({ action_id }) => action_id)].map(([actionId, ofAction]) => {
    const byDay = groupBy(ofAction, ({ day }) => day);
    return {
      actionId,
      runs: sumOf(ofAction, 'runs'),
      blocks: sumOf(ofAction, 'blocks'),
      failures: sumOf(ofAction, 'failures'),
      p95Ms: Math.max(...[...byDay.values()].map(p95Of)),
      lastRunAt: new Date(Math.max(...ofAction.map((part) => part.last_run_at.getTime()))),
      daily: days.map((day) => {
        const ofDay = byDay.get(day) ?? [];
        return { day, runs: sumOf(ofDay, 'runs'), blocks: sumOf(ofDay, 'blocks') };
      }),
    };
  });
}

function sumOf(parts: readonly PartRow[], key: 'runs' | 'blocks' | 'failures'): number {
  return parts.reduce((sum, part) => sum + part[key], 0);
}

function p95Of(parts: readonly PartRow[]): number {
  const levels = parts
    .flatMap(({ levels, runs_of_level }) => levels.map((level, n) => ({ level, runs: runs_of_level[n]! })))
    .sort((a, b) => a.level - b.level);
  let left = 0.95 * sumOf(parts, 'runs');
  const reached = levels.find(({ runs }) => {
    left -= runs;
    return left <= 0;
  });
  return timeOfLevel((reached ?? levels.at(-1)!).level);
}

function groupBy<Key, Row>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
