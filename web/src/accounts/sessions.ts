import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { showFailure, showSuccess } from '../components/toasts.tsx';

const Sessions = graphql(`
  query Sessions($personId: ID) {
    sessions(personId: $personId) { id createdAt updatedAt expiresAt ipAddress userAgent isCurrent }
  }
`);

const RevokeSession = graphql(`
  mutation RevokeSession($id: ID!) {
    revokeSession(id: $id) { session { id } }
  }
`);

export type Session = ResultOf<typeof Sessions>['sessions'][number];

/** Where a person is signed in; oneself when nobody is named. */
export function sessionsQuery(personId?: string) {
  return queryOptions({
    queryKey: ['sessions', personId ?? 'own'],
    queryFn: async ({ signal }) => (await graphqlRequest(Sessions, { personId }, signal)).data.sessions,
  });
}

/** Ends sessions one after the other. */
export function useRevokeSessions() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly Session['id'][]) => {
      for (const id of ids) await graphqlRequest(RevokeSession, { id });
    },
    onSuccess: (_answer, ids) =>
      showSuccess(ids.length === 1 ? 'Signed out there' : `Signed out in ${ids.length} places`),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  });
}
