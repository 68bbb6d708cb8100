import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';

const Roles = graphql(`
  query Roles {
    roleGrants {
      isShipped givesEverything ownPermissions people
      role { id _etag name description }
      ownGroups { id }
      sharedGroups { id name permissions }
    }
  }
`);

const Groups = graphql(`
  query PermissionGroups {
    permissionGroups(first: 1000, sort: [{ field: name, direction: ASC }]) { nodes { id name permissions } }
  }
`);

const SaveRole = graphql(`
  mutation SaveRole($input: SaveRoleInput!) {
    saveRole(input: $input) { role { id } }
  }
`);

const DeleteRole = graphql(`
  mutation DeleteRole($id: ID!, $etag: String!) {
    deleteRole(id: $id, etag: $etag) { id }
  }
`);

export type RoleGrants = ResultOf<typeof Roles>['roleGrants'][number];
export type PermissionGroup = RoleGrants['sharedGroups'][number];

/** Every role with what it gives, shipped ones first. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async ({ signal }) => (await graphqlRequest(Roles, {}, signal)).data.roleGrants,
});

export const permissionGroupsQuery = queryOptions({
  queryKey: ['roles', 'groups'],
  queryFn: async ({ signal }) => (await graphqlRequest(Groups, {}, signal)).data.permissionGroups.nodes,
});

/** The names that a group lists; a record may hold anything. */
export function permissionsOf(group: { permissions: unknown }): string[] {
  return Array.isArray(group.permissions) ? group.permissions.map(String) : [];
}

export function useRoleMutations() {
  const queryClient = useQueryClient();
  const refresh = async () => {
    void queryClient.invalidateQueries({ queryKey: ['me'] });
    void queryClient.invalidateQueries({ queryKey: ['records'] });
    await queryClient.invalidateQueries({ queryKey: ['roles'] });
  };
  const save = useMutation({
    mutationFn: async (input: VariablesOf<typeof SaveRole>['input']) =>
      (await graphqlRequest(SaveRole, { input })).data.saveRole.role.id,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: ({ role }: RoleGrants) => graphqlRequest(DeleteRole, { id: role.id, etag: role._etag }),
    // Not waited for: the page of the role has to be left before it finds that there is none.
    onSettled: () => void refresh(),
  });
  return { save, remove };
}
