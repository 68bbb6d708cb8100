// Named views of the log list, kept on the server: private ones of their owner, and shared ones that everybody sees and
// their owner changes.

import type { Selectable } from 'kysely';
import type { LogViewTable, Queryable } from '../storage/tables.ts';

export interface LogView {
  id: number;
  name: string;
  shared: boolean;
  /** The search part of the list's address, as `?search=…&outcome=BLOCKED`. */
  query: string;
  ownerId: number;
}

export type LogViewInput = Pick<LogView, 'name' | 'shared' | 'query'>;

/** What is wrong with a view; the message is for its author. */
export class BadLogViewError extends Error {
  override name = 'BadLogViewError';
}

const maxNameCharacters = 100;
const maxQueryCharacters = 4000;

/** The person's own and all shared ones, by name. */
export async function findLogViews(db: Queryable, personId: number): Promise<LogView[]> {
  const rows = await db
    .selectFrom('log_view')
    .selectAll()
    .where((where) => where.or([where('owner_id', '=', personId), where('shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toView);
}

/** Makes the view, or changes the person's view of that name. @throws BadLogViewError */
export async function saveLogView(db: Queryable, personId: number, input: LogViewInput): Promise<LogView> {
  const name = input.name.trim();
  if (!name) throw new BadLogViewError('Give the view a name');
  if (name.length > maxNameCharacters) {
    throw new BadLogViewError(`The name has ${name.length} characters; the limit is ${maxNameCharacters}`);
  }
  if (input.query.length > maxQueryCharacters) {
    throw new BadLogViewError(
      `The view has ${input.query.length} characters of search and filters; the limit is ${maxQueryCharacters}`,
    );
  }
  const values = { name, shared: input.shared, query: input.query };
  const row = await db
    .insertInto('log_view')
    .values({ ...values, owner_id: personId })
    .onConflict((conflict) => conflict.columns(['owner_id', 'name']).doUpdateSet({ ...values, updated_at: new Date() }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toView(row);
}

/** Undefined when the person has no such view: others' views are theirs to delete. */
export async function deleteLogView(db: Queryable, personId: number, id: number): Promise<LogView | undefined> {
  const row = await db
    .deleteFrom('log_view')
    .where('id', '=', id)
    .where('owner_id', '=', personId)
    .returningAll()
    .executeTakeFirst();
  return row && toView(row);
}

function toView({ id, name, shared, query, owner_id }: Selectable<LogViewTable>): LogView {
  return { id, name, shared, query, ownerId: owner_id };
}
