import type { Queryable } from './tables.ts';

/**
 * Runs `work` in a transaction: commits when it resolves, rolls back when it throws.
 * Called with a transaction it joins that one, so that a caller decides how much commits together.
 */
export function inTransaction<Result>(db: Queryable, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
