/** What housekeeping removed, for administrators: the proof that logs are not kept too long, and that it runs. */
import { type GraphQLFieldConfig, GraphQLFloat, GraphQLInt, GraphQLObjectType, GraphQLString } from 'graphql';
import { findReceipts } from '../execution-logs/receipts.ts';
import { requirePermission } from '../people/permissions.ts';
import { BadInputError } from '../records/errors.ts';
import type { OperationContext } from './context.ts';
import { listOf, required } from './required.ts';
import { DateTimeScalar, IdScalar } from './scalars.ts';

const mostReceipts = 1000;

export function housekeepingReceiptsField(): GraphQLFieldConfig<unknown, OperationContext> {
  const receipt = new GraphQLObjectType({
    name: 'HousekeepingReceipt',
    fields: {
      id: { type: new required(IdScalar) },
      startedAt: { type: new required(DateTimeScalar) },
      durationMs: { type: new required(GraphQLInt) },
      deletedBefore: {
        type: new required(DateTimeScalar),
        description: 'What was created until then is gone, but for what `failures` names',
      },
      logsDeleted: { type: new required(GraphQLFloat) },
      bodiesDeleted: { type: new required(GraphQLFloat) },
      partitionsDropped: { type: listOf(GraphQLString) },
      bytesFreed: { type: new required(GraphQLFloat), description: 'On disk, of the partitions dropped' },
      actionsPurged: { type: new required(GraphQLInt), description: 'Deleted actions that no log speaks of any more' },
      failures: { type: listOf(GraphQLString), description: 'What could not be done and why; all else was' },
    },
  });
  return {
    type: listOf(receipt),
    description:
      'What housekeeping removed, newest first. The first is the last run; of runs in a row that removed nothing, only the last has a receipt',
    args: { first: { type: GraphQLInt, defaultValue: 50 } },
    resolve: (_source, { first }, { person, db }) => {
      requirePermission(person, 'ADMINISTER');
      if (first < 1 || first > mostReceipts) throw new BadInputError(`first must be from 1 to ${mostReceipts}`);
      return findReceipts(db, first);
    },
  };
}
