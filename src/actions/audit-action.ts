import { type Author, auditFor } from '../people/author.ts';
import type { Queryable } from '../storage/tables.ts';
import type { Action } from './action.ts';

const keys = ['title', 'target', 'event', 'errorState', 'context', 'code', 'enabled'] as const;

/** One event for what an action became, one for being switched; to be called in the transaction that changes it. */
export async function auditAction(
  tx: Queryable,
  author: Author,
  { old, new: current }: { old?: Action; new?: Action },
): Promise<void> {
  const { id, title } = (current ?? old)!;
  const changes = diff(old, current);
  const { enabled, ...content } = changes;
  const record = (kind: string, details: object) =>
    auditFor(tx, author, { kind, subject: { type: 'Action', id, title }, details });
  if (!old) return record('ACTION_CREATED', { changes });
  if (!current) return record('ACTION_DELETED', { changes });
  if (Object.keys(content).length) await record('ACTION_CHANGED', { version: current.version, changes: content });
  if (enabled) await record(current.enabled ? 'ACTION_ENABLED' : 'ACTION_DISABLED', {});
}

function diff(old: Action | undefined, current: Action | undefined): Record<string, { old: unknown; new: unknown }> {
  const changed = keys.filter((key) => old?.[key] !== current?.[key]);
  return Object.fromEntries(changed.map((key) => [key, { old: old?.[key] ?? null, new: current?.[key] ?? null }]));
}
