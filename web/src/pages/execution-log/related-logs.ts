import { queryOptions } from '@tanstack/react-query';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../../api/graphql.ts';
import { graphqlRequest } from '../../api/graphql-request.ts';
import type { LogHead } from '../../execution-logs/operations.ts';

const RelatedLogs = graphql(`
  query RelatedLogs($requestId: String!, $target: RuleTarget!, $recordId: ID!, $at: DateTime!) {
    request: executionLogs(
      filters: { requestId: { eq: $requestId } }, sort: { field: CREATED_AT, direction: ASC }, first: 50
    ) {
      nodes { id createdAt event target targetRecordId outcome validationMessage }
      pageInfo { hasNextPage }
    }
    earlier: executionLogs(
      filters: { target: { eq: $target }, targetRecordId: { eq: $recordId }, createdAt: { lte: $at } }, first: 20
    ) {
      nodes { id createdAt event outcome }
    }
    later: executionLogs(
      filters: { target: { eq: $target }, targetRecordId: { eq: $recordId }, createdAt: { gte: $at } }
      sort: { field: CREATED_AT, direction: ASC }, first: 20
    ) {
      nodes { id createdAt event outcome }
    }
  }
`);

export type RelatedLog = ResultOf<typeof RelatedLogs>['request']['nodes'][number];
export type Neighbour = ResultOf<typeof RelatedLogs>['earlier']['nodes'][number];

/** The other logs of the request, and the logs of the record before and after this one. */
export function relatedLogsQuery(log: Pick<LogHead, 'id' | 'requestId' | 'target' | 'targetRecordId' | 'createdAt'>) {
  return queryOptions({
    queryKey: ['related-execution-logs', log.id],
    queryFn: async ({ signal }) => {
      const target = log.target as VariablesOf<typeof RelatedLogs>['target'];
      const variables = { requestId: log.requestId, target, recordId: log.targetRecordId, at: log.createdAt };
      const { request, earlier, later } = (await graphqlRequest(RelatedLogs, variables, signal)).data;
      return {
        others: request.nodes.filter(({ id }) => id !== log.id),
        hasMoreOthers: request.pageInfo.hasNextPage,
        previous: nextAfter(earlier.nodes, log.id),
        next: nextAfter(later.nodes, log.id),
      };
    },
  });
}

/** Several logs of one record can have been created in the same millisecond, this one among them. */
function nextAfter(logs: Neighbour[], id: LogHead['id']): Neighbour | undefined {
  return logs[logs.findIndex((log) => log.id === id) + 1];
}
