import type { Logger } from 'pino';
import { changeRetention } from './execution-logs/change-retention.ts';
import { ensurePartitions } from './execution-logs/partitions.ts';
import { keepHouse } from './execution-logs/retention.ts';
import { findRetentionDays } from './execution-logs/retention-setting.ts';
import type { Database } from './storage/database.ts';

export interface Housekeeping {
  /** Runs as soon as a run under way is over; resolves when it is done. */
  runSoon(): Promise<void>;
  /** Waits for a run that is under way. */
  stop(): Promise<void>;
}

export interface HousekeepingOptions {
  /** What the environment says; undefined when what was chosen before goes on. */
  fixedDays?: number;
  /** Until something was chosen. */
  defaultDays: number;
  confirmedDays?: number;
  /** Told of each run of this node; not of those left to another node that was at it. */
  onRun?: (run: { failed: boolean }) => void;
  log: Logger;
}

const intervalMs = 10 * 60 * 1000;
const daysAhead = 3;

/**
 * Makes the partitions that logs need now, then keeps house at once and every ten minutes.
 * @throws StorageError when the retention that the environment fixes is shorter than before and not confirmed
 */
export async function keepHouseRegularly(
  db: Database,
  { fixedDays, defaultDays, confirmedDays, onRun, log }: HousekeepingOptions,
): Promise<Housekeeping> {
  const retentionDays = fixedDays ?? (await findRetentionDays(db.kysely)) ?? defaultDays;
  await changeRetention(db.kysely, { retentionDays, confirmedDays });
  await ensurePartitions(db.kysely, new Date(), daysAhead);
  const stopping = new AbortController();
  const keep = async () => {
    try {
      const receipt = await keepHouse(db, retentionDays, stopping.signal);
      if (receipt) onRun?.({ failed: false });
      if (receipt?.logsDeleted || receipt?.partitionsDropped.length)
        log.info(receipt, 'Deleted expired execution logs');
    } catch (error) {
      onRun?.({ failed: true });
      log.error({ err: error }, 'Housekeeping failed; it is tried again in ten minutes');
    }
  };
  let running = keep();
  const runSoon = () => {
    running = running.then(keep);
    return running;
  };
  const timer = setInterval(runSoon, intervalMs);
  timer.unref();
  return {
    runSoon,
    stop() {
      clearInterval(timer);
      stopping.abort();
      return running;
    },
  };
}
