import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { showFailure, showSuccess } from '../components/toasts.tsx';

const ApiTokens = graphql(`
  query ApiTokens($everybodys: Boolean) {
    apiTokens(everybodys: $everybodys) {
      id name permissions createdAt expiresAt lastUsedAt fromEnvironment personId person { id name }
    }
  }
`);

const CreateApiToken = graphql(`
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) { token apiToken { id name } }
  }
`);

const RevokeApiToken = graphql(`
  mutation RevokeApiToken($id: ID!) {
    revokeApiToken(id: $id) { apiToken { id name } }
  }
`);

export type ApiToken = ResultOf<typeof ApiTokens>['apiTokens'][number];

export interface NewApiToken {
  name: string;
  /** Undefined for all that one may do. */
  permissions?: string[];
  expiresAt: string;
}

/** One's own, or everybody's; newest first. */
export function apiTokensQuery({ everybodys }: { everybodys: boolean }) {
  return queryOptions({
    queryKey: ['api-tokens', everybodys],
    queryFn: async ({ signal }) => (await graphqlRequest(ApiTokens, { everybodys }, signal)).data.apiTokens,
  });
}

/** Answers the token itself, which is shown once. */
export function useCreateApiToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (input: NewApiToken) => (await graphqlRequest(CreateApiToken, { input })).data.createApiToken,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['api-tokens'] }),
  });
}

export function useRevokeApiToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Pick<ApiToken, 'id' | 'name'>) => graphqlRequest(RevokeApiToken, { id }),
    onSuccess: (_answer, { name }) => showSuccess(`${name} is revoked`),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['api-tokens'] }),
  });
}

export function isExpired({ expiresAt }: Pick<ApiToken, 'expiresAt'>): boolean {
  return expiresAt !== null && new Date(expiresAt) <= new Date();
}
