// What each housekeeping run removed: kept for good, as the proof that logs went when they had to.

import type { Queryable } from '../storage/tables.ts';

export interface HousekeepingReceipt {
  startedAt: Date;
  durationMs: number;
  /** What was created until then is gone. */
  deletedBefore: Date;
  logsDeleted: number;
  bodiesDeleted: number;
  partitionsDropped: string[];
  /** On disk, of the partitions dropped. */
  bytesFreed: number;
  /** Deleted actions of which no log speaks any more. */
  actionsPurged: number;
}

export async function writeReceipt(db: Queryable, receipt: HousekeepingReceipt): Promise<void> {
  await db
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
    })
    .execute();
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
  }));
}
