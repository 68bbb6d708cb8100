import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { showWarnings } from '../components/toasts.tsx';

const People = graphql(`
  query People($filters: UserFilters, $first: Int, $after: String, $last: Int, $before: String) {
    users(
      filters: $filters, sort: [{ field: name, direction: ASC }], first: $first, after: $after, last: $last, before: $before
    ) {
      nodes { id _etag name email isActive roles { id name } teams { id name } }
      pageInfo { startCursor endCursor hasNextPage hasPreviousPage totalCount }
    }
  }
`);

const OnePerson = graphql(`
  query OnePerson($id: ID!) {
    user(id: $id) { id _etag name email isActive roles { id name } teams { id name } }
  }
`);

const CreatePerson = graphql(`
  mutation CreatePerson($input: CreateUserInput!) {
    createUser(input: $input) { user { id name } }
  }
`);

const UpdatePerson = graphql(`
  mutation UpdatePerson($input: UpdateUserInput!) {
    updateUser(input: $input) { user { id } }
  }
`);

export type PersonRow = ResultOf<typeof People>['users']['nodes'][number];

/** Which people, and which page of them. */
export type PeopleVariables = VariablesOf<typeof People>;

export function peopleQuery(variables: PeopleVariables) {
  return queryOptions({
    queryKey: ['records', 'User', 'people', variables],
    queryFn: async ({ signal }) => (await graphqlRequest(People, variables, signal)).data.users,
    placeholderData: keepPreviousData,
  });
}

/** Null when there is none. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['records', 'User', 'person', id],
    queryFn: async ({ signal }) => (await graphqlRequest(OnePerson, { id }, signal)).data.user ?? null,
  });
}

/** Makes and changes people; what lists them, or says who one is oneself, is read again. */
export function usePersonMutations() {
  const queryClient = useQueryClient();
  const onSettled = async () => {
    for (const queryKey of [['records'], ['roles'], ['teams'], ['sessions'], ['sign-in-states'], ['me']])
      void queryClient.invalidateQueries({ queryKey });
  };
  const create = useMutation({
    mutationFn: (input: VariablesOf<typeof CreatePerson>['input']) => graphqlRequest(CreatePerson, { input }),
    onSuccess: ({ warnings }) => showWarnings(warnings),
    onSettled,
  });
  const update = useMutation({
    mutationFn: (input: VariablesOf<typeof UpdatePerson>['input']) => graphqlRequest(UpdatePerson, { input }),
    onSuccess: ({ warnings }) => showWarnings(warnings),
    onSettled,
  });
  return { create, update };
}
