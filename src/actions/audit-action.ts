import { type Author, auditFor } from '../people/author.ts';
import type { Queryable } from '../storage/tables.ts';
import type { Action } from './action.ts';

const keys = ['title', 'target', 'event', 'errorState', 'context', 'code', 'enabled'] as const;

/**
 * One event for what an action became, one for being switched; to be called in the transaction that changes it.
 * `restoredVersion` is the earlier version whose content it has again.
 */
export async function auditAction(
  tx: Queryable,
  author: Author,
  { old, new: current, restoredVersion }: { old?: Action; new?: Action; restoredVersion?: number },
): Promise<void> {
  const { id, title } = (current ?? old)!;
  const changes = diff(old, current);
  const { enabled, ...content } = changes;
  const record = (kind: string, details: object) =>
    auditFor(tx, author, { kind, subject: { type: 'Action', id, title }, details });
  if (!old) return record('ACTION_CREATED', { changes });
  if (!current) return record('ACTION_DELETED', { changes });
  const what = { version: current.version, ...(restoredVersion && { restoredVersion }), changes: content };
  if (Object.keys(content).length) await record(restoredVersion ? 'ACTION_RESTORED' : 'ACTION_CHANGED', what);
  if (enabled) await record(current.enabled ? 'ACTION_ENABLED' : 'ACTION_DISABLED', {});
}

function diff(old: Action | undefined, current: Action | undefined): Record<string, { old: unknown; new: unknown }> {
  const changed = keys.filter((key) => old?.[key] !== current?.[key]);
  return Object.fromEntries(changed.map((key) => [key, { old: old?.[key] ?? null, new: current?.[key] ?? null }]));
}
