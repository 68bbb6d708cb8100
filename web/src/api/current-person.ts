import { queryOptions, useQuery } from '@tanstack/react-query';
import { graphql } from './graphql.ts';
import { graphqlRequest } from './graphql-request.ts';

const CurrentPerson = graphql(`
  query CurrentPerson {
    me { id name email roles { id name } teams { id name } permissionGroups { id name } }
  }
`);

/** The signed-in person, or null. */
export const currentPersonQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => (await graphqlRequest(CurrentPerson, {}, signal)).data.me ?? null,
  staleTime: 60_000,
});

export function useCurrentPerson() {
  return useQuery(currentPersonQuery).data ?? null;
}
