/** `dryRunRule`: runs an action that need not be saved. Nothing is changed, nothing is logged. */
import { GraphQLFloat, GraphQLInputObjectType, GraphQLInt, GraphQLObjectType, GraphQLString } from 'graphql';
import type { DryRunResult } from '../actions/dry-run.ts';
import { requirePermission } from '../people/permissions.ts';
import type { Person } from '../records/guard.ts';
import { parseId } from '../records/parse-id.ts';
import type { SchemaModule } from './create-schema.ts';
import { outcomeEnum } from './execution-log-type.ts';
import { listOf, required } from './required.ts';
import { ruleEnums } from './rule-enums.ts';
import { IdScalar, JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

declare module './context.ts' {
  interface Services {
    readonly dryRun: (input: Readonly<Record<string, unknown>>, person: Person) => Promise<DryRunResult>;
  }
}

export function dryRunModule(types: SchemaTypes): SchemaModule {
  const { event, errorState } = ruleEnums();
  const input = new GraphQLInputObjectType({
    name: 'DryRunRuleInput',
    description: 'Give contextData, or target, eventType, context and recordId to read it from a record as it is now.',
    fields: {
      title: { type: GraphQLString },
      code: { type: new required(GraphQLString) },
      errorState: { type: errorState, description: 'ALLOW when left out' },
      contextData: { type: JsonScalar, description: 'What the code sees as `context`' },
      target: { type: types.target },
      eventType: { type: event },
      context: { type: GraphQLString },
      recordId: { type: IdScalar },
    },
  });
  const warning = new GraphQLObjectType({
    name: 'DryRunWarning',
    fields: { message: { type: new required(GraphQLString) } },
  });
  const result = new GraphQLObjectType<DryRunResult>({
    name: 'DryRunRulePayload',
    fields: {
      outcome: { type: new required(outcomeEnum) },
      message: { type: GraphQLString },
      line: {
        type: GraphQLInt,
        description: 'The line of the code that raised',
        resolve: ({ actions }) => actions[0]?.line,
      },
      output: { type: new required(GraphQLString), resolve: ({ actions }) => actions[0]?.output.toString() ?? '' },
      warnings: {
        type: listOf(warning),
        resolve: ({ actions }) => actions.filter(({ outcome }) => outcome === 'WARNED'),
      },
      executionTimeMs: { type: new required(GraphQLFloat) },
      contextData: { type: JsonScalar },
      pythonVersion: { type: new required(GraphQLString) },
    },
  });
  return {
    mutation: {
      dryRunRule: {
        type: new required(result),
        args: { input: { type: new required(input) } },
        resolve: (_source, { input }, { person, services }) => {
          const known = requirePermission(person, 'EDIT_ACTIONS');
          const recordId = input.recordId == null ? undefined : parseId(input.recordId, 'recordId');
          if (recordId !== undefined) requirePermission(person, 'SEE_CONTEXTS');
          return services.dryRun({ ...input, recordId }, known);
        },
      },
    },
  };
}
