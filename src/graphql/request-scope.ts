import { requirePerson } from '../people/permissions.ts';
import type { RequestScope } from '../records/guard.ts';
import type { OperationContext } from './context.ts';

/** The request that changes of this operation belong to. @throws UnauthenticatedError */
export function requestScope(context: OperationContext): RequestScope {
  const { requestId, clientRequestId, person, confirmation } = context;
  return { requestId, clientRequestId, person: requirePerson(person), confirmation };
}
