import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { showFailure } from '../components/toasts.tsx';

const CreateSignInLink = graphql(`
  mutation CreateSignInLink($personId: ID!) {
    createSignInLink(personId: $personId) { url expiresAt isInvitation }
  }
`);

const SignInStates = graphql(`
  query SignInStates($personIds: [ID!]) {
    signInStates(personIds: $personIds) { personId hasPassword hasProvider linkExpiresAt lastSignedInAt }
  }
`);

export type SignInLink = ResultOf<typeof CreateSignInLink>['createSignInLink'];
export type SignInState = ResultOf<typeof SignInStates>['signInStates'][number];

/** How people can sign in, by id; oneself when nobody is named. */
export function signInStatesQuery(personIds?: readonly (string | number)[]) {
  return queryOptions({
    queryKey: ['sign-in-states', personIds ?? 'own'],
    queryFn: async ({ signal }) => {
      const { data } = await graphqlRequest(SignInStates, { personIds: personIds && [...personIds] }, signal);
      return new Map(data.signInStates.map((state) => [String(state.personId), state]));
    },
  });
}

export function useCreateSignInLink() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (personId: string | number) =>
      (await graphqlRequest(CreateSignInLink, { personId })).data.createSignInLink,
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sign-in-states'] }),
  });
}
