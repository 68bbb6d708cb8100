import { CompiledQuery } from 'kysely';
import { isConnectionLost } from './connection-lost.ts';
import { commitWithNext } from './database-client.ts';
import type { Queryable } from './tables.ts';

/** The connection broke while the transaction was being committed: what it did may be in force or not. */
export class CommitUnknownError extends Error {
  override name = 'CommitUnknownError';
}

/** Lets the next statement, after which nothing may come but the end of the work, commit the transaction if it can. */
export type LetNextCommit = () => Promise<void>;

/**
 * Runs `work` in a transaction: commits when it resolves, rolls back when it throws, and then throws what it threw, even
 * when the connection broke meanwhile (which rolls back as well).
 * Called with a transaction it joins that one, so that a caller decides how much commits together.
 * @param watch told when the end begins; what it answers is called when it is over.
 * @throws CommitUnknownError
 */
export async function inTransaction<Result>(
  db: Queryable,
  work: (tx: Queryable, letNextCommit: LetNextCommit) => Promise<Result>,
  watch?: (end: 'commit' | 'rollback') => () => void,
): Promise<Result> {
  if (db.isTransaction) return work(db, async () => {});
  let isCommitting = false;
  let failure: { thrown: unknown } | undefined;
  let over: (() => void) | undefined;
  try {
    return await db.transaction().execute(async (tx) => {
      try {
        const result = await work(tx, async () => {
          isCommitting = true;
          await tx.executeQuery(CompiledQuery.raw(commitWithNext));
        });
        isCommitting = true;
        over = watch?.('commit');
        return result;
      } catch (error) {
        failure = { thrown: error };
        over = watch?.('rollback');
        throw error;
      }
    });
  } catch (error) {
    const thrown = failure ? failure.thrown : error;
    if (isCommitting && isConnectionLost(thrown)) {
      throw new CommitUnknownError('The connection to the database broke during a commit', { cause: thrown });
    }
    throw thrown;
  } finally {
    over?.();
  }
}
