import { isConnectionLost } from './connection-lost.ts';
import type { Queryable } from './tables.ts';

/** The connection broke while the transaction was being committed: what it did may be in force or not. */
export class CommitUnknownError extends Error {
  override name = 'CommitUnknownError';
}

/**
 * Runs `work` in a transaction: commits when it resolves, rolls back when it throws, and then throws what it threw, even
 * when the connection broke meanwhile (which rolls back as well).
 * Called with a transaction it joins that one, so that a caller decides how much commits together.
 * @param watch told when the end begins; what it answers is called when it is over.
 * @throws CommitUnknownError
 */
export async function inTransaction<Result>(
  db: Queryable,
  work: (tx: Queryable) => Promise<Result>,
  watch?: (end: 'commit' | 'rollback') => () => void,
): Promise<Result> {
  if (db.isTransaction) return work(db);
  let end: { thrown: unknown } | 'worked' | undefined;
  let over: (() => void) | undefined;
  try {
    return await db.transaction().execute(async (tx) => {
      try {
        const result = await work(tx);
        end = 'worked';
        over = watch?.('commit');
        return result;
      } catch (error) {
        end = { thrown: error };
        over = watch?.('rollback');
        throw error;
      }
    });
  } catch (error) {
    if (end === 'worked' && isConnectionLost(error)) {
      throw new CommitUnknownError('The connection to the database broke during a commit', { cause: error });
    }
    throw end && end !== 'worked' ? end.thrown : error;
  } finally {
    over?.();
  }
}
