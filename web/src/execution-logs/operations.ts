import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import type { LogListState } from './log-list-state.ts';
import { type LogScope, logListVariables } from './log-list-variables.ts';

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
    $search: String, $filters: ExecutionLogFilters, $sort: ExecutionLogSort
    $first: Int, $after: String, $last: Int, $before: String
  ) {
    executionLogs(
      search: $search, filters: $filters, sort: $sort, first: $first, after: $after, last: $last, before: $before
    ) {
      nodes { ...LogHead }
      pageInfo { startCursor endCursor hasNextPage hasPreviousPage totalCount totalCountCapped }
    }
  }
`,
  [LogHead],
);

const ExecutionLog = graphql(
  `
  query ExecutionLog($id: ID!) {
    executionLog(id: $id) {
      ...LogHead
      expiresAt pythonVersion hidden
      warnings { actionId message }
      actions { id title version code context contextBytes contextError output outcome message line executionTimeMs }
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

/** One page of logs, as the list's state and where it stands say. */
export function logsQuery(state: LogListState, scope: LogScope) {
  const { quick: _, ...asked } = state;
  return queryOptions({
    queryKey: ['execution-logs', scope, asked],
    queryFn: async ({ signal }) =>
      (await graphqlRequest(ExecutionLogs, logListVariables(asked, scope, new Date()), signal)).data.executionLogs,
    placeholderData: keepPreviousData,
  });
}

/** A whole log, null when it expired or never was. Logs never change, so one is fetched once. */
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
