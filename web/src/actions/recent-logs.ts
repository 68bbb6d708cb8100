import { queryOptions } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';

const RecentLogs = graphql(`
  query RecentLogs($actionId: ID!) {
    executionLogs(first: 30, filters: { actionId: { eq: $actionId } }) {
      nodes { id createdAt event target targetRecordId outcome }
    }
  }
`);

export type RecentLog = ResultOf<typeof RecentLogs>['executionLogs']['nodes'][number];

/** The newest logs of an action, whose contexts it can be tried on. */
export function recentLogsQuery(actionId: number | string) {
  return queryOptions({
    queryKey: ['execution-logs', 'recent', String(actionId)],
    queryFn: async ({ signal }) => (await graphqlRequest(RecentLogs, { actionId }, signal)).data.executionLogs.nodes,
  });
}
