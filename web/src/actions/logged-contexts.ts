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

const LoggedContext = graphql(`
  query LoggedContext($id: ID!) {
    executionLog(id: $id) { hidden actions { id context } }
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

/** What the action was given in that log. Throws an error fit to be shown when there is none to be had. */
export async function readLoggedContext(logId: string, actionId: number | string): Promise<unknown> {
  const { executionLog } = (await graphqlRequest(LoggedContext, { id: logId })).data;
  if (!executionLog) throw new Error('This log has expired since: choose another.');
  if (executionLog.hidden) throw new Error(executionLog.hidden);
  const logged = executionLog.actions.find(({ id }) => String(id) === String(actionId));
  if (!logged) throw new Error('The action did not run in this log.');
  return logged.context;
}
