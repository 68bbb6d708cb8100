import type { Selectable } from 'kysely';
import type { ActionTable, ActionVersionTable, Queryable } from '../storage/tables.ts';
import type { Action, ActionVersion } from './action.ts';

export function toAction(row: Selectable<ActionTable>): Action {
  return {
    id: row.id,
    etag: row.etag,
    title: row.title,
    target: row.target,
    event: row.event,
    errorState: row.error_state,
    enabled: row.enabled,
    context: row.context,
    code: row.code,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    createdById: row.created_by_id,
    updatedById: row.updated_by_id,
  };
}

export function toVersion(row: Selectable<ActionVersionTable>): ActionVersion {
  return {
    actionId: row.action_id,
    version: row.version,
    title: row.title,
    target: row.target,
    event: row.event,
    errorState: row.error_state,
    context: row.context,
    code: row.code,
    createdAt: row.created_at,
    createdById: row.created_by_id,
  };
}

/** The current versions of all enabled actions, in id order. */
export async function findEnabledActions(db: Queryable): Promise<ActionVersion[]> {
  const rows = await db
    .selectFrom('action_version')
    .innerJoin('action', (join) =>
      join.onRef('action.id', '=', 'action_version.action_id').onRef('action.version', '=', 'action_version.version'),
    )
    .where('action.enabled', '=', true)
    .where('action.deleted_at', 'is', null)
    .orderBy('action.id')
    .selectAll('action_version')
    .execute();
  return rows.map(toVersion);
}
