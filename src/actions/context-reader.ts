import type { Person } from '../records/guard.ts';
import type { Queryable } from '../storage/tables.ts';
import type { ActionProblem } from './action.ts';

/** The context could not be read; the message is what the action fails with. */
export class ContextError extends Error {
  override name = 'ContextError';
}

/** Reads contexts. The app puts it together from the GraphQL schema, which actions do not know. */
export interface ContextReader {
  /** What is wrong with a context query, without running it. */
  check(source: string): ActionProblem[];
  /**
   * Runs the query for record `id` in the given transaction, as the system. Gives its data with the root fields as keys.
   * Throws `ContextError`; the transaction can be used after it.
   */
  read(source: string, options: { tx: Queryable; person: Person; id: number }): Promise<Record<string, unknown>>;
}
