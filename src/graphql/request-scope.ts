import { GraphQLError } from 'graphql';
import type { Person, RequestScope } from '../records/guard.ts';
import type { OperationContext } from './context.ts';

/** @throws UNAUTHENTICATED when nobody is signed in. */
export function requirePerson({ person }: OperationContext): Person {
  if (person) return person;
  throw new GraphQLError('Sign in first: this needs a session or a token.', {
    extensions: { code: 'UNAUTHENTICATED' },
  });
}

/** The request that changes of this operation belong to. @throws UNAUTHENTICATED */
export function requestScope(context: OperationContext): RequestScope {
  return { requestId: context.requestId, clientRequestId: context.clientRequestId, person: requirePerson(context) };
}
