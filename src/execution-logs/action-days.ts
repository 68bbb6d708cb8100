// How many logs a day has, and how the actions did on it, counted once: housekeeping counts on to an hour ago, so that who asks
// reads a row a day and action, and counts only the last hour or so of the logs themselves.
//
// A log that comes to an hour that is counted already, as after a clock was set back, is missing in these figures.
//
// A day's row says until when it is counted; from there on it is for the reader to count. A day of which logs have expired has no
// row, as what it had counted is no longer there: see forgetExpiredDays().

import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { dayMs, findPartitions, type Partition } from './partitions.ts';

/** A change may still write its log to a moment that has passed; none takes this long. */
export const settledAfterMs = 60 * 60 * 1000;

/** Older days are counted in all, not by action: nobody asks for these. */
export const daysByAction = 7;

/** Each level of execution time is so much above the one before it. */
const step = 1.05;

/** The middle of a level, which is 2.5 % off at most. In milliseconds. */
export function timeOfLevel(level: number): number {
  return step ** (level + 0.5);
}

/** From 0.01 ms to about a quarter of an hour. */
const levelOfTime = sql.raw(`floor(ln(least(greatest(execution_time_ms, 0.01), 1000000)) / ln(${step}))::integer`);

/** What the actions did between two moments: one row an action and level of execution time. `from` is inclusive, `to` is not. */
export function runsByLevel(table: string, from: RawBuilder<unknown>, to: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select action_id, ${levelOfTime} as level, count(*) as runs,
      count(*) filter (where outcome = 'BLOCKED' and raised_action_id = action_id) as blocks,
      count(*) filter (where outcome = 'FAILED' and raised_action_id = action_id) as failures,
      max(created_at) as last_run_at
    from ${sql.table(table)}, unnest(executed_action_ids) as action_id
    where created_at >= ${from} and created_at < ${to} group by 1, 2`;
}

/** To be called before logs are deleted: what was counted of their days is no longer true. */
export async function forgetExpiredDays(db: Queryable, deletedBefore: Date): Promise<void> {
  await sql`delete from log_day where day < ${deletedBefore}::timestamptz at time zone 'UTC'`.execute(db);
}

/**
 * Counts on to an hour before `now`, the newest day first; days with a log that is older than `expiredBefore` are left out.
 * @param signal when aborted, the rest is left for the next time
 */
export async function countDays(
  db: Queryable,
  { now, expiredBefore }: { now: Date; expiredBefore: Date },
  signal?: AbortSignal,
): Promise<void> {
  const settled = new Date(now.getTime() - settledAfterMs);
  const byAction = now.getTime() - (daysByAction + 1) * dayMs;
  await sql`delete from action_day where day < ${new Date(byAction)}::timestamptz at time zone 'UTC'`.execute(db);
  const { rows } = await sql<{ day: string; counted_until: Date }>`
    select to_char(day, 'YYYY-MM-DD') as day, counted_until from log_day`.execute(db);
  const counted = new Map(rows.map(({ day, counted_until }) => [day, counted_until]));
  for (const partition of (await findPartitions(db)).reverse()) {
    const begun = new Date(partition.end.getTime() - dayMs);
    const from = counted.get(dateOf(begun)) ?? begun;
    const to = partition.end < settled ? partition.end : settled;
    if (partition.table !== 'execution_log' || partition.state !== 'attached') continue;
    if (begun < expiredBefore || from >= to) continue;
    if (signal?.aborted) return;
    await countOn(db, partition, { from, to, byAction: begun.getTime() > byAction });
  }
}

/** As 2026-11-23, of the UTC day. */
function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

async function countOn(
  db: Queryable,
  { name, end }: Partition,
  { from, to, byAction }: { from: Date; to: Date; byAction: boolean },
): Promise<void> {
  const day = dateOf(new Date(end.getTime() - dayMs));
  const [since, until] = [sql`${from}::timestamptz`, sql`${to}::timestamptz`];
  await inTransaction(db, async (tx) => {
    // One core at most, as others use the machine at the same time.
    await sql`set local max_parallel_workers_per_gather = 0; set local jit = off`.execute(tx);
    await sql`
      insert into log_day (day, counted_until, logs)
      select ${day}::date, ${until}, count(*) from ${sql.table(name)} where created_at >= ${since} and created_at < ${until}
      on conflict (day) do update set counted_until = excluded.counted_until, logs = log_day.logs + excluded.logs`.execute(
      tx,
    );
    if (!byAction) return;
    await sql`
      insert into action_day (day, action_id, runs, blocks, failures, last_run_at, levels, runs_of_level)
      select ${day}::date, action_id, sum(runs), sum(blocks), sum(failures), max(last_run_at),
        array_agg(level order by level), array_agg(runs order by level)
      from (${runsByLevel(name, since, until)}) by_level group by action_id
      on conflict (day, action_id) do update set
        runs = action_day.runs + excluded.runs,
        blocks = action_day.blocks + excluded.blocks,
        failures = action_day.failures + excluded.failures,
        last_run_at = greatest(action_day.last_run_at, excluded.last_run_at),
        (levels, runs_of_level) = (
          select array_agg(level order by level), array_agg(runs order by level) from (
            select level, sum(runs)::bigint as runs from (
              select * from unnest(action_day.levels, action_day.runs_of_level) union all
              select * from unnest(excluded.levels, excluded.runs_of_level)) both_parts (level, runs)
            group by level) merged)`.execute(tx);
  });
}
