/** `ruleStatistics`: how the actions did over the last 7 UTC days, for their list. */
import { GraphQLFloat, GraphQLInt, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ActionStatistics, ActionStatisticsReader } from '../execution-logs/action-statistics.ts';
import { requirePermission } from '../people/permissions.ts';
import type { SchemaModule } from './create-schema.ts';
import { listOf, required } from './required.ts';
import { DateTimeScalar, IdScalar } from './scalars.ts';

declare module './context.ts' {
  interface Services {
    readonly actionStatistics: ActionStatisticsReader;
  }
}

export function ruleStatisticsModule(): SchemaModule {
  const count = { type: new required(GraphQLInt) };
  const day = new GraphQLObjectType({
    name: 'RuleStatisticsDay',
    fields: {
      day: { type: new required(GraphQLString), description: 'UTC, as 2026-11-23' },
      runs: count,
      blocks: count,
    },
  });
  const statistics = new GraphQLObjectType<ActionStatistics>({
    name: 'RuleStatistics',
    description: 'The last 7 UTC days of one action, today included; fewer where logs are not kept that long',
    fields: {
      ruleId: { type: new required(IdScalar), resolve: ({ actionId }) => actionId },
      runs: count,
      blocks: count,
      failures: count,
      p95Ms: {
        type: GraphQLFloat,
        description:
          'Milliseconds that 95 of 100 of the chains it ran in took less than, that of its worst day; to 2.5 %',
      },
      lastRunAt: { type: DateTimeScalar },
      daily: { type: listOf(day), description: 'Oldest first, one for every day' },
    },
  });
  return {
    query: {
      ruleStatistics: {
        type: listOf(statistics),
        description:
          'Of every action that ran in the last 7 UTC days, or in as many as logs are kept; at most half a minute old',
        resolve: (_source, _args, { person, services }) => {
          requirePermission(person, 'SEE_LOGS');
          return services.actionStatistics.find();
        },
      },
    },
  };
}
