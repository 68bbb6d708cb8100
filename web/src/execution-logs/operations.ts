import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { type LogListState, logSelection } from './log-list-state.ts';
import { type LogScope, logFilters, logListVariables, type PagePosition } from './log-list-variables.ts';

const LogHead = graphql(`
  fragment LogHead on ExecutionLog {
    id createdAt event target targetRecordId outcome committed validationMessage executedActionIds executionTimeMs
    requestId
    raisedAction { id title }
    triggeredBy { id name email }
  }
`);

const ExecutionLogs = graphql(
  `
  query ExecutionLogs(
    $search: String, $filters: ExecutionLogFilters, $contextSearch: ExecutionLogContextSearch, $sort: ExecutionLogSort
    $first: Int, $after: String, $last: Int, $before: String
  ) {
    executionLogs(
      search: $search, filters: $filters, contextSearch: $contextSearch, sort: $sort
      first: $first, after: $after, last: $last, before: $before
    ) {
      edges { cursor node { ...LogHead } }
      pageInfo { startCursor endCursor hasNextPage hasPreviousPage gaveUpAt }
    }
  }
`,
  [LogHead],
);

/** Apart from the logs, so that these need not wait for it. */
const ExecutionLogCount = graphql(`
  query ExecutionLogCount($search: String, $filters: ExecutionLogFilters) {
    executionLogs(search: $search, filters: $filters, first: 1) { pageInfo { totalCount totalCountCapped } }
  }
`);

const ExecutionLog = graphql(
  `
  query ExecutionLog($id: ID!) {
    executionLog(id: $id) {
      ...LogHead
      expiresAt pythonVersion hidden viaToken clientRequestId
      warnings { actionId message }
      actions { id title version code contextBytes contextError output outcome message line executionTimeMs }
    }
  }
`,
  [LogHead],
);

/** The code of a log without its contexts, which can be megabytes. */
const ExecutionLogCode = graphql(
  `
  query ExecutionLogCode($id: ID!) {
    executionLog(id: $id) {
      ...LogHead
      warnings { actionId message }
      actions { id title version code outcome message line }
    }
  }
`,
  [LogHead],
);

export type LogHead = ResultOf<typeof LogHead>;
export type Log = NonNullable<ResultOf<typeof ExecutionLog>['executionLog']>;
export type QuickLog = NonNullable<ResultOf<typeof ExecutionLogCode>['executionLog']>;
export type LoggedAction = Log['actions'][number];
export type LogListVariables = VariablesOf<typeof ExecutionLogs>;

/** A log in the list; the cursor is its place there. */
export type LogRow = LogHead & { cursor: string };

export interface LogPage {
  logs: LogRow[];
  startCursor: string | null;
  endCursor: string | null;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Where a search of contexts stopped before the page was full, having looked at enough. */
  gaveUpAt: string | null;
}

/** One page of the list. */
export async function readLogPage(
  state: LogListState,
  scope: LogScope,
  position: PagePosition,
  signal: AbortSignal,
): Promise<LogPage> {
  const variables = logListVariables(state, scope, position, new Date());
  const { edges, pageInfo } = (await graphqlRequest(ExecutionLogs, variables, signal)).data.executionLogs;
  return { logs: edges.map(({ cursor, node }) => ({ ...node, cursor })), ...pageInfo };
}

/** The list from an anchor on, in pages both ways. Logs never change, so what was read is never read again. */
export function logPagesQuery(state: LogListState, scope: LogScope, anchor: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['execution-logs', scope, logSelection(state), anchor ?? ''],
    queryFn: ({ pageParam, signal }) => readLogPage(state, scope, pageParam, signal),
    initialPageParam: { after: anchor } as PagePosition,
    getNextPageParam: ({ hasNextPage, endCursor }): PagePosition | undefined =>
      hasNextPage && endCursor ? { after: endCursor } : undefined,
    getPreviousPageParam: ({ hasPreviousPage, startCursor }): PagePosition | undefined =>
      hasPreviousPage && startCursor ? { before: startCursor } : undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** How many logs match, up to where the server stops counting. What contexts say is not counted. */
export function logCountQuery(state: LogListState, scope: LogScope) {
  const { sort: _, ...narrowing } = logSelection(state);
  return queryOptions({
    queryKey: ['execution-log-count', scope, narrowing],
    queryFn: async ({ signal }) => {
      const variables = { search: state.search, filters: logFilters(state, scope, new Date()) };
      return (await graphqlRequest(ExecutionLogCount, variables, signal)).data.executionLogs.pageInfo;
    },
    enabled: state.context === undefined,
    placeholderData: keepPreviousData,
  });
}

/** A log without its contexts, null when it expired or never was. Logs never change, so one is fetched once. */
export function logQuery(id: string) {
  return queryOptions({
    queryKey: ['execution-log', id],
    queryFn: async ({ signal }) => (await graphqlRequest(ExecutionLog, { id }, signal)).data.executionLog,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What Quick View shows of a log. */
export function logCodeQuery(id: string) {
  return queryOptions({
    queryKey: ['execution-log-code', id],
    queryFn: async ({ signal }) => (await graphqlRequest(ExecutionLogCode, { id }, signal)).data.executionLog,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
