import { queryOptions } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';

const RuleStatistics = graphql(`
  query RuleStatistics {
    ruleStatistics { ruleId runs blocks failures p95Ms lastRunAt daily { day runs blocks } }
  }
`);

export type ActionStatistics = ResultOf<typeof RuleStatistics>['ruleStatistics'][number];

/** How each action that ran did over the last 7 days, by the action's id. */
export const actionStatisticsQuery = queryOptions({
  queryKey: ['action-statistics'],
  queryFn: async ({ signal }) => {
    const { ruleStatistics } = (await graphqlRequest(RuleStatistics, {}, signal)).data;
    return new Map(ruleStatistics.map((statistics) => [String(statistics.ruleId), statistics]));
  },
  staleTime: 30_000,
});
