import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';

/** `organization.settings.rules`. */
export interface RuleSettings {
  /** The master switch: off, no action runs and no log is written. */
  enabled: boolean;
  /** What happens to changes while this server can't run actions at all: whether they are refused, or go through unexamined. */
  errorState: 'ALLOW' | 'BLOCK';
  /** Shown first in the error of a change that is refused for that. */
  errorStateMessage: string | null;
}

export async function findRuleSettings(db: Queryable): Promise<RuleSettings> {
  const row = await db.selectFrom('organization').selectAll().executeTakeFirstOrThrow();
  return {
    enabled: row.rules_enabled,
    errorState: row.rules_error_state,
    errorStateMessage: row.rules_error_state_message,
  };
}

export async function updateRuleSettings(db: Queryable, changes: Partial<RuleSettings>): Promise<RuleSettings> {
  await db
    .updateTable('organization')
    .set({
      ...(changes.enabled !== undefined && { rules_enabled: changes.enabled }),
      ...(changes.errorState !== undefined && { rules_error_state: changes.errorState }),
      ...(changes.errorStateMessage !== undefined && { rules_error_state_message: changes.errorStateMessage }),
      actions_revision: sql`actions_revision + 1`,
    })
    .execute();
  return findRuleSettings(db);
}

/** To be called in the transaction that changes an action: chains held in memory are out of date once it commits. */
export async function raiseActionsRevision(tx: Queryable): Promise<void> {
  await tx.updateTable('organization').set({ actions_revision: sql`actions_revision + 1` }).execute();
}
