/**
 * The logs of chains that ran for changes that did not commit, kept in a transaction of their own. While the database is
 * away they are tried again for about ten seconds, as their person waits for the answer.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { isConnectionLost } from '../storage/connection-lost.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import type { GuardResult } from './guard.ts';

export interface KeptLogs {
  /** `already committed`: they were there, so the commit whose answer was lost went through. `none`: no chain ran. */
  state: 'kept' | 'already committed' | 'none' | 'lost';
  /** Why they are lost. */
  error?: unknown;
}

const pausesMs = [50, 200, 500, 1000, 2000, 3000, 4000];
/** Bounds the wait for a commit that another connection of ours left behind. */
const lockTimeoutMs = 10_000;

export async function keepLogs(
  { db, mendLogStore }: { db: Queryable; mendLogStore?: (error: unknown) => Promise<boolean> },
  results: readonly GuardResult[],
): Promise<KeptLogs> {
  const logs = results.flatMap(({ writeLog }) => writeLog ?? []);
  if (logs.length === 0) return { state: 'none' };
  for (const pauseMs of [...pausesMs, undefined]) {
    try {
      return { state: await keepOnce(db, logs) };
    } catch (error) {
      const isWorthAnother = isUnreachable(error) || (await mendLogStore?.(error).catch(() => false));
      if (!isWorthAnother || pauseMs === undefined) return { state: 'lost', error };
      await delay(pauseMs);
    }
  }
  return { state: 'lost' };
}

/** They were written together, so the first tells for all. */
async function keepOnce(
  db: Queryable,
  logs: readonly NonNullable<GuardResult['writeLog']>[],
): Promise<'kept' | 'already committed'> {
  return inTransaction(db, async (tx, letNextCommit) => {
    await sql`set local lock_timeout = ${sql.lit(lockTimeoutMs)}`.execute(tx);
    for (const [index, writeLog] of logs.entries()) {
      if (index === logs.length - 1) await letNextCommit();
      if (!(await writeLog(tx, false))) return 'already committed';
    }
    return 'kept';
  });
}

/** Writing them again is safe, also when it is unknown whether they were committed: a log has one id. */
function isUnreachable(error: unknown): boolean {
  return isConnectionLost(error) || isConnectionLost((error as { cause?: unknown }).cause);
}
