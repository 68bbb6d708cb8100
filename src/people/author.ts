import type { RequestScope } from '../records/guard.ts';
import type { Queryable } from '../storage/tables.ts';
import { type NewAuditEvent, recordAuditEvent } from './audit.ts';

/** Who changes something, in which request. */
export type Author = Pick<RequestScope, 'person' | 'requestId'>;

/** The id to keep beside what they changed; null for Interlock itself. */
export function authorId({ person }: Author): number | null {
  return person.id > 0 ? person.id : null;
}

export function auditFor(
  db: Queryable,
  { person, requestId }: Author,
  event: Omit<NewAuditEvent, 'person' | 'requestId'>,
): Promise<void> {
  return recordAuditEvent(db, { ...event, person, requestId });
}
