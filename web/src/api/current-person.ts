import { queryOptions, useQuery } from '@tanstack/react-query';
import { graphql } from './graphql.ts';
import { graphqlRequest } from './graphql-request.ts';
import { preferenceChanges } from './preference-changes.ts';

const CurrentPerson = graphql(`
  query CurrentPerson {
    me { id name email roles { id name } teams { id name } permissions preferences permissionGroups { id name } }
  }
`);

/** The signed-in person, or null. */
export const currentPersonQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const begun = preferenceChanges.begin();
    const { me } = (await graphqlRequest(CurrentPerson, {}, signal)).data;
    return me ? { ...me, preferences: preferenceChanges.over(me.id, me.preferences, begun) } : null;
  },
  staleTime: 60_000,
});

export function useCurrentPerson() {
  return useQuery(currentPersonQuery).data ?? null;
}

export type Permission =
  | 'SEE_ACTIONS'
  | 'EDIT_ACTIONS'
  | 'ENABLE_ACTIONS'
  | 'SEE_LOGS'
  | 'SEE_CONTEXTS'
  | 'DOWNLOAD_LOGS'
  | 'ADMINISTER';

/** Whether the person may: what would be refused is not offered. The server decides; this only spares the disappointment. */
export function useMay(permission: Permission): boolean {
  return useCurrentPerson()?.permissions.includes(permission) ?? false;
}
