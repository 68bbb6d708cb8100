// The actions and people that logs can be filtered by. Each is asked for alone, so that somebody who may not see one still
// has the other; an id without a name is shown as it is.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';

const FilterActions = graphql(`
  query FilterActions {
    rules(first: 500) { nodes { id title } }
  }
`);

const FilterPeople = graphql(`
  query FilterPeople {
    users(first: 500) { nodes { id name } }
  }
`);

export interface FilterChoice {
  value: string;
  label: string;
}

const actionsQuery = queryOptions({
  queryKey: ['log-filter-actions'],
  queryFn: async ({ signal }): Promise<FilterChoice[]> =>
    (await graphqlRequest(FilterActions, {}, signal)).data.rules.nodes.map(({ id, title }) => ({
      value: String(id),
      label: `${id} · ${title}`,
    })),
  staleTime: 60_000,
});

const peopleQuery = queryOptions({
  queryKey: ['log-filter-people'],
  queryFn: async ({ signal }): Promise<FilterChoice[]> =>
    (await graphqlRequest(FilterPeople, {}, signal)).data.users.nodes.map(({ id, name }) => ({
      value: String(id),
      label: name,
    })),
  staleTime: 60_000,
});

const none: FilterChoice[] = [];

/** Asks only when `wanted`; empty until the answer is there. */
export function useActionChoices(wanted: boolean): FilterChoice[] {
  return useQuery({ ...actionsQuery, enabled: wanted }).data ?? none;
}

export function usePeopleChoices(wanted: boolean): FilterChoice[] {
  return useQuery({ ...peopleQuery, enabled: wanted }).data ?? none;
}
