// How the actions did over the last days: runs, blocks, failures, a figure a day, the 95th percentile of their time. An expired log
// is in none of it, though figures are remembered for a while: what expires within that while is left out from the beginning.

import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

export interface ActionStatistics {
  actionId: number;
  runs: number;
  blocks: number;
  failures: number;
  /** Milliseconds of the chains it ran in, 95 of 100 were faster; that of its worst day. */
  p95Ms: number | null;
  lastRunAt: Date | null;
  /** Oldest first, one for every UTC day, today included. */
  daily: { day: string; runs: number; blocks: number }[];
}

export interface ActionStatisticsReader {
  /** Of every action that ran. At most as old as `maxAgeMs`: a list asks for it each time it is shown. */
  find(): Promise<ActionStatistics[]>;
}

interface DayRow {
  action_id: number;
  day: string;
  runs: number;
  blocks: number;
  failures: number;
  p95_ms: number;
  last_run_at: Date;
}

export function createActionStatistics({
  db,
  retentionDays,
  days = 7,
  maxAgeMs = 30_000,
}: {
  db: Database;
  /** How long logs are kept at this moment; asked each time, so that figures of more days are not given out any more. */
  retentionDays: () => Promise<number>;
  days?: number;
  maxAgeMs?: number;
}): ActionStatisticsReader {
  let known: { at: number; shown: number; statistics: Promise<ActionStatistics[]> } | undefined;

  async function read(shown: number): Promise<ActionStatistics[]> {
    const { rows } = await sql<DayRow>`
      select action_id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as runs,
        count(*) filter (where outcome = 'BLOCKED' and raised_action_id = action_id) as blocks,
        count(*) filter (where outcome = 'FAILED' and raised_action_id = action_id) as failures,
        percentile_cont(0.95) within group (order by execution_time_ms) as p95_ms, max(created_at) as last_run_at
      from execution_log, unnest(executed_action_ids) as action_id
      where created_at > now() - make_interval(days => ${shown}, secs => ${-maxAgeMs / 1000}) group by 1, 2 order by 1, 2`.execute(
      db.kysely,
    );
    return summarize(rows, shown);
  }

  return {
    async find() {
      const shown = Math.min(days, await retentionDays());
      const now = performance.now();
      if (known?.shown === shown && now - known.at < maxAgeMs) return known.statistics;
      const statistics = read(shown);
      known = { at: now, shown, statistics };
      statistics.catch(() => {
        known = undefined;
      });
      return statistics;
    },
  };
}

function summarize(rows: DayRow[], days: number): ActionStatistics[] {
  const lastDays = Array.from({ length: days }, (_, n) =>
    new Date(Date.now() - (days - 1 - n) * 86_400_000).toISOString().slice(0, 10),
  );
  return [...groupByAction(rows)].map(([actionId, ofAction]) => {
    const sum = (key: 'runs' | 'blocks' | 'failures') => ofAction.reduce((total, row) => total + row[key], 0);
    const byDay = new Map(ofAction.map((row) => [row.day, row]));
    return {
      actionId,
      runs: sum('runs'),
      blocks: sum('blocks'),
      failures: sum('failures'),
      p95Ms: ofAction.length ? Math.max(...ofAction.map((row) => row.p95_ms)) : null,
      lastRunAt: ofAction.at(-1)?.last_run_at ?? null,
      daily: lastDays.map((day) => ({ day, runs: byDay.get(day)?.runs ?? 0, blocks: byDay.get(day)?.blocks ?? 0 })),
    };
  });
}

function groupByAction(rows: DayRow[]): Map<number, DayRow[]> {
  const groups = new Map<number, DayRow[]>();
  for (const row of rows) {
    const group = groups.get(row.action_id);
    if (group) group.push(row);
    else groups.set(row.action_id, [row]);
  }
  return groups;
}
