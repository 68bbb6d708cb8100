/** How long execution logs are kept, for administrators. */
import { GraphQLBoolean, GraphQLFloat, GraphQLInputObjectType, GraphQLInt, GraphQLObjectType } from 'graphql';
import type { Retention } from '../execution-logs/retention-setting.ts';
import { requirePermission } from '../people/permissions.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { requestScope } from './request-scope.ts';
import { required } from './required.ts';

declare module './context.ts' {
  interface Services {
    readonly retention: Retention;
  }
}

const count = new required(GraphQLInt);

export function retentionModule(): SchemaModule {
  const retention = new GraphQLObjectType<Retention, OperationContext>({
    name: 'Retention',
    fields: {
      days: { type: count, resolve: (source) => source.days() },
      isFixed: {
        type: new required(GraphQLBoolean),
        description: 'RETENTION_DAYS is set in the environment, so that it cannot be changed here',
      },
      loss: {
        type: new required(GraphQLFloat),
        description:
          'How many logs a retention of so many days would delete at once; more than 10,000 as housekeeping counted them',
        args: { days: { type: count } },
        resolve: (source, { days }) => source.countLoss(days),
      },
    },
  });
  const input = new GraphQLInputObjectType({
    name: 'ChangeRetentionInput',
    fields: {
      days: { type: count },
      confirmedDays: { type: GraphQLInt, description: 'Repeats `days` where logs would be deleted for good' },
    },
  });
  return {
    query: {
      retention: {
        type: new required(retention),
        resolve: (_source, _args, { person, services }) => {
          requirePermission(person, 'ADMINISTER');
          return services.retention;
        },
      },
    },
    mutation: {
      changeRetention: {
        type: new required(
          new GraphQLObjectType({
            name: 'ChangeRetentionPayload',
            fields: { retention: { type: new required(retention) } },
          }),
        ),
        description: 'Keeps execution logs so long from now on. A shorter retention deletes older ones for good.',
        args: { input: { type: new required(input) } },
        resolve: async (_source, { input }, context) => {
          requirePermission(context.person, 'ADMINISTER');
          const { retention } = context.services;
          await retention.change(input, requestScope(context));
          return { retention };
        },
      },
    },
  };
}
