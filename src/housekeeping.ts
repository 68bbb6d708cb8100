import type { Logger } from 'pino';
import { changeRetention } from './execution-logs/change-retention.ts';
import { ensurePartitions } from './execution-logs/partitions.ts';
import { keepHouse } from './execution-logs/retention.ts';
import type { Database } from './storage/database.ts';

export interface Housekeeping {
  /** Waits for a run that is under way. */
  stop(): Promise<void>;
}

const intervalMs = 10 * 60 * 1000;
const daysAhead = 3;

/**
 * Makes the partitions that logs need now, then keeps house at once and every ten minutes.
 * @throws StorageError when the retention is shorter than before and not confirmed
 */
export async function keepHouseRegularly(
  db: Database,
  { retentionDays, confirmedDays, log }: { retentionDays: number; confirmedDays?: number; log: Logger },
): Promise<Housekeeping> {
  await changeRetention(db.kysely, { retentionDays, confirmedDays });
  await ensurePartitions(db.kysely, new Date(), daysAhead);
  const keep = async () => {
    try {
      const receipt = await keepHouse(db, retentionDays);
      if (receipt?.logsDeleted || receipt?.partitionsDropped.length)
        log.info(receipt, 'Deleted expired execution logs');
    } catch (error) {
      log.error({ err: error }, 'Housekeeping failed; it is tried again in ten minutes');
    }
  };
  let running = keep();
  const timer = setInterval(() => {
    running = running.then(keep);
  }, intervalMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}
