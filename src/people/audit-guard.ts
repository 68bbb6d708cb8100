import { snakeCase } from '../record-types/names.ts';
import type { Change, Guard } from '../records/guard.ts';
import { recordAuditEvent } from './audit.ts';
import { administeredTypes } from './permissions.ts';

const verbs = { CREATE: 'CREATED', UPDATE: 'CHANGED', DELETE: 'DELETED' } as const;

/** The guard, and an audit event for each change of a record that decides who may do what: `ROLE_CHANGED`. */
export function auditedGuard(guard: Guard): Guard {
  return async (change, request, tx) => {
    const result = await guard(change, request, tx);
    if (result.block || !administeredTypes.has(change.type.name)) return result;
    const kind = `${snakeCase(change.type.name).toUpperCase()}_${verbs[change.event]}`;
    const { person, requestId } = request;
    await recordAuditEvent(tx, {
      kind,
      person,
      requestId,
      subject: subjectOf(change),
      details: { changes: change.diff },
    });
    return result;
  };
}

function subjectOf({ type, recordId, old, new: current }: Change) {
  const title = (current ?? old)?.[type.titleField];
  return { type: type.name, id: recordId, ...(typeof title === 'string' && { title }) };
}
