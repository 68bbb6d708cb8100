// A shorter retention deletes logs for good, and may be a slip of the keyboard: it has to be confirmed.

import { sql } from 'kysely';
import { LimitExceededError } from '../records/errors.ts';
import { StorageError } from '../storage/storage-error.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';

/**
 * Notes the retention that logs are kept by from now on.
 * @throws StorageError when it is shorter than before, logs would go, and `confirmedDays` does not repeat it; the message says
 * how many.
 */
export async function changeRetention(
  db: Queryable,
  { retentionDays, confirmedDays }: { retentionDays: number; confirmedDays?: number },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ before: number | null }>`
      select log_retention_days as before from organization for update`.execute(tx);
    const before = rows[0]?.before ?? retentionDays;
    if (retentionDays < before && confirmedDays !== retentionDays) await refuseLoss(tx, retentionDays, before);
    if (rows[0]?.before !== retentionDays)
      await sql`update organization set log_retention_days = ${retentionDays}`.execute(tx);
  });
}

async function refuseLoss(db: Queryable, retentionDays: number, before: number): Promise<void> {
  const loss = await countLoss(db, retentionDays, before).catch((error) => {
    if (!(error instanceof LimitExceededError)) throw error;
    return 'too many';
  });
  if (loss === 0) return;
  const logs =
    typeof loss === 'string'
      ? `${loss} execution logs to count in time`
      : `${loss.toLocaleString('en')} execution log${loss === 1 ? '' : 's'}`;
  throw new StorageError(
    `RETENTION_DAYS is ${retentionDays} and was ${before}: ${logs} would be deleted for good. Start once with CONFIRM_RETENTION_DAYS=${retentionDays} to do so, or set RETENTION_DAYS=${before}.`,
  );
}

/**
 * How many logs can be read with a retention of `before` days and could not be with one of `days`. Up to `exactUpTo` they are
 * counted one by one; more are taken from the days that are counted already (action-days.ts), and the rest counted.
 * @throws LimitExceededError
 */
export async function countLoss(
  db: Queryable,
  days: number,
  before: number,
  { exactUpTo = 10_000, timeoutMs = 10_000 } = {},
): Promise<number> {
  if (days >= before) return 0;
  try {
    return await inTransaction(db, async (tx) => {
      const { rows } = await sql<{ usual: string }>`
        select current_setting('statement_timeout') as usual, set_config('statement_timeout', ${String(timeoutMs)}, true)`.execute(
        tx,
      );
      const few = await countFew(tx, { days, before, limit: exactUpTo });
      const loss = few < exactUpTo ? few : Math.max(few, await countByDays(tx, { days, before }));
      await sql`select set_config('statement_timeout', ${rows[0]!.usual}, true)`.execute(tx);
      return loss;
    });
  } catch (error) {
    if ((error as { code?: string }).code !== queryCanceled) throw error;
    throw new LimitExceededError(
      `Counting the execution logs that are between ${days} and ${before} days old took longer than ${timeoutMs / 1000} s and was ended. Housekeeping counts the days that are over: try again when it has, in ten minutes or so, or ask for a number nearer to ${before}.`,
    );
  }
}

const queryCanceled = '57014';

interface Loss {
  days: number;
  before: number;
}

async function countFew(db: Queryable, { days, before, limit }: Loss & { limit: number }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from execution_log
      where created_at <= now() - make_interval(days => ${days})
        and created_at > now() - make_interval(days => ${before}) limit ${limit}) few`.execute(db);
  return rows[0]!.count;
}

/** Days that go whole as they were counted, and of the first and the last, and of those that nobody counted yet, log by log. */
async function countByDays(db: Queryable, { days, before }: Loss): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with going as (
      select now() - make_interval(days => ${before}) as since, now() - make_interval(days => ${days}) as until
    ), day as (
      select since, until, day::date, day at time zone 'UTC' as begun, (day + interval '1 day') at time zone 'UTC' as over
      from going, generate_series(
        (since at time zone 'UTC')::date::timestamp, (until at time zone 'UTC')::date::timestamp, interval '1 day') as day
    )
    select coalesce(sum(coalesce(counted.logs, rest.logs)), 0)::bigint as count
    from day
      left join log_day counted
        on counted.day = day.day and counted_until = over and begun > since and over <= until
      cross join lateral (
        select count(*) as logs from execution_log
        where counted.day is null and created_at > since and created_at <= until and created_at >= begun and created_at < over
      ) rest`.execute(db);
  return rows[0]!.count;
}
