// A shorter retention deletes logs for good, and may be a slip of the keyboard: it has to be confirmed.

import { sql } from 'kysely';
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
  const count = await countLoss(db, retentionDays, before);
  if (count === 0) return;
  throw new StorageError(
    `RETENTION_DAYS is ${retentionDays} and was ${before}: ${count.toLocaleString('en')} execution log${count === 1 ? '' : 's'} would be deleted for good. Start once with CONFIRM_RETENTION_DAYS=${retentionDays} to do so, or set RETENTION_DAYS=${before}.`,
  );
}

/** How many logs can be read with a retention of `before` days and could not be with one of `days`. */
export async function countLoss(db: Queryable, days: number, before: number): Promise<number> {
  if (days >= before) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from execution_log
    where created_at <= now() - make_interval(days => ${days})
      and created_at > now() - make_interval(days => ${before})`.execute(db);
  return rows[0]!.count;
}
