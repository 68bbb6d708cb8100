// What each housekeeping run removed: kept for good, as the proof that logs went when they had to. The last run has a receipt in
// any case, as the sign that housekeeping runs.

import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';

export interface HousekeepingReceipt {
  startedAt: Date;
  durationMs: number;
  /** What was created until then is gone, but for what `failures` names. */
  deletedBefore: Date;
  logsDeleted: number;
  bodiesDeleted: number;
  partitionsDropped: string[];
  /** On disk, of the partitions dropped. */
  bytesFreed: number;
  /** Deleted actions of which no log speaks any more. */
  actionsPurged: number;
  /** What could not be done and why, as sentences; all else was. */
  failures: string[];
}

/** Whether it is a receipt of anything but that housekeeping ran. */
export function hasRemoved(receipt: HousekeepingReceipt): boolean {
  const { logsDeleted, bodiesDeleted, partitionsDropped, actionsPurged } = receipt;
  return logsDeleted + bodiesDeleted + partitionsDropped.length + actionsPurged > 0;
}

/**
 * To be called by one run at a time. The newest receipt is then that of the last run. One that removed nothing is replaced by the
 * next with the same failures (or none, like it): a quiet time leaves one receipt, and so does a failure that lasts.
 */
export async function writeReceipt(db: Queryable, receipt: HousekeepingReceipt): Promise<void> {
  await inTransaction(db, async (tx) => {
    const [newest] = await findReceipts(tx, 1);
    if (newest && !hasRemoved(newest) && isDeepStrictEqual(newest.failures, receipt.failures))
      await tx.deleteFrom('housekeeping_receipt').where('id', '=', newest.id).execute();
    await tx
      .insertInto('housekeeping_receipt')
      .values({
        started_at: receipt.startedAt,
        duration_ms: receipt.durationMs,
        deleted_before: receipt.deletedBefore,
        logs_deleted: receipt.logsDeleted,
        bodies_deleted: receipt.bodiesDeleted,
        partitions_dropped: receipt.partitionsDropped,
        bytes_freed: receipt.bytesFreed,
        actions_purged: receipt.actionsPurged,
        failures: receipt.failures,
      })
      .execute();
  });
}

/** Newest first. */
export async function findReceipts(db: Queryable, limit: number): Promise<(HousekeepingReceipt & { id: number })[]> {
  const rows = await db.selectFrom('housekeeping_receipt').selectAll().orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    deletedBefore: row.deleted_before,
    logsDeleted: row.logs_deleted,
    bodiesDeleted: row.bodies_deleted,
    partitionsDropped: row.partitions_dropped,
    bytesFreed: row.bytes_freed,
    actionsPurged: row.actions_purged,
    failures: row.failures,
  }));
}
