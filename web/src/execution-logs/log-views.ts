import { queryOptions } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { parseSearch, stringifySearch } from '../app/search-params.ts';
import { type LogListState, logSelection, parseLogListState, unfiltered } from './log-list-state.ts';

const LogViews = graphql(`
  query LogViews {
    logViews { id name shared query isOwn owner { id name } }
  }
`);

const SaveLogView = graphql(`
  mutation SaveLogView($input: SaveLogViewInput!) {
    saveLogView(input: $input) { logView { id } }
  }
`);

const DeleteLogView = graphql(`
  mutation DeleteLogView($id: ID!) {
    deleteLogView(id: $id) { logView { id } }
  }
`);

export type LogView = ResultOf<typeof LogViews>['logViews'][number];

export const logViewsQuery = queryOptions({
  queryKey: ['log-views'],
  queryFn: async ({ signal }) => (await graphqlRequest(LogViews, {}, signal)).data.logViews,
});

/** Keeps the list's search, filters and sort under a name; one's own view of that name is replaced. */
export async function saveLogView(view: { name: string; shared: boolean; state: LogListState }): Promise<void> {
  const { name, shared, state } = view;
  await graphqlRequest(SaveLogView, { input: { name, shared, query: viewQuery(state) } });
}

export async function deleteLogView(id: LogView['id']): Promise<void> {
  await graphqlRequest(DeleteLogView, { id });
}

/** What a view keeps of a list, as the search part of an address. */
export function viewQuery(state: LogListState): string {
  return stringifySearch(logSelection(state) as Record<string, unknown>);
}

/** What has to change in a list to show the view. */
export function viewState(view: LogView): LogListState {
  return { ...unfiltered, sort: undefined, ...logSelection(parseLogListState(parseSearch(view.query))) };
}
