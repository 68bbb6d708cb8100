import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';

const Teams = graphql(`
  query Teams {
    teams(first: 1000, sort: [{ field: name, direction: ASC }]) {
      nodes { id _etag name description users { id name isActive } }
    }
  }
`);

const CreateTeam = graphql(`
  mutation CreateTeam($input: CreateTeamInput!) {
    createTeam(input: $input) { team { id } }
  }
`);

const UpdateTeam = graphql(`
  mutation UpdateTeam($input: UpdateTeamInput!) {
    updateTeam(input: $input) { team { id } }
  }
`);

const DeleteTeam = graphql(`
  mutation DeleteTeam($id: ID!, $etag: String!) {
    deleteTeam(id: $id, etag: $etag) { id }
  }
`);

export type Team = ResultOf<typeof Teams>['teams']['nodes'][number];

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async ({ signal }) => (await graphqlRequest(Teams, {}, signal)).data.teams.nodes,
});

interface TeamInput {
  name: string;
  description: string | null;
}

export function useTeamMutations() {
  const queryClient = useQueryClient();
  const onSettled = () => {
    void queryClient.invalidateQueries({ queryKey: ['records'] });
    return queryClient.invalidateQueries({ queryKey: ['teams'] });
  };
  const save = useMutation({
    mutationFn: async ({ team, ...input }: TeamInput & { team?: Team }) => {
      if (!team) await graphqlRequest(CreateTeam, { input });
      else await graphqlRequest(UpdateTeam, { input: { id: team.id, etag: team._etag, ...input } });
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (team: Team) => graphqlRequest(DeleteTeam, { id: team.id, etag: team._etag }),
    onSettled,
  });
  return { save, remove };
}
