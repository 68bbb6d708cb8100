/** An action as the API shows it, and its versions. */
import { GraphQLBoolean, type GraphQLFieldConfig, GraphQLInt, GraphQLObjectType, GraphQLString } from 'graphql';
import type { Action, ActionVersion } from '../actions/action.ts';
import { shareMutation } from '../actions/share.ts';
import type { OperationContext } from './context.ts';
import { listOf, required } from './required.ts';
import { type RuleEnums, ruleEnums } from './rule-enums.ts';
import { DateTimeScalar, IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

export function ruleType(types: SchemaTypes, { event, ruleType, errorState }: RuleEnums): GraphQLObjectType {
  const user = types.recordTypes.named('User');
  const person = (of: (action: Action) => number | null): GraphQLFieldConfig<Action, OperationContext> => ({
    type: types.record('User'),
    resolve: (action, _args, { access, loaders }) => (access.mayRead(user) ? loaders.byId(user, of(action)) : null),
  });
  const version = versionType(types);
  return new GraphQLObjectType<Action, OperationContext>({
    name: 'Rule',
    description: 'An action: a script that runs when a record of its target changes.',
    fields: () => ({
      id: { type: new required(IdScalar), description: 'Also the order within a chain' },
      title: { type: new required(GraphQLString) },
      target: { type: new required(types.target) },
      targetLabel: {
        type: new required(GraphQLString),
        resolve: ({ target }) => types.recordTypes.withTarget(target)?.label ?? target,
      },
      eventType: { type: new required(event), resolve: (action) => action.event },
      ruleType: { type: new required(ruleType), resolve: () => 'VALIDATION' },
      errorState: { type: new required(errorState) },
      enabled: { type: new required(GraphQLBoolean) },
      context: { type: new required(GraphQLString), description: 'A GraphQL query; $id is the record' },
      code: { type: new required(GraphQLString), description: 'Python' },
      version: { type: new required(GraphQLInt), description: 'Counts the changes of its content, from 1' },
      versions: {
        type: listOf(version),
        description: 'Newest first',
        resolve: async ({ id }, _args, { services, budget }) => {
          budget?.requireBytes('versions of actions');
          const versions = await services.actions.findVersions(id);
          for (const { code, context } of versions) budget?.countBytes(code.length + context.length);
          return versions;
        },
      },
      shareMutation: {
        type: new required(GraphQLString),
        description: 'The createRule mutation that makes this action elsewhere',
        resolve: shareMutation,
      },
      _etag: { type: new required(GraphQLString), resolve: ({ etag }) => etag },
      _created: { type: new required(DateTimeScalar), resolve: ({ createdAt }) => createdAt },
      _updated: { type: new required(DateTimeScalar), resolve: ({ updatedAt }) => updatedAt },
      createdBy: person(({ createdById }) => createdById),
      createdById: { type: IdScalar },
      updatedBy: person(({ updatedById }) => updatedById),
      updatedById: { type: IdScalar },
    }),
  });
}

function versionType(types: SchemaTypes): GraphQLObjectType {
  const user = types.recordTypes.named('User');
  const { event, errorState } = ruleEnums();
  return new GraphQLObjectType<ActionVersion, OperationContext>({
    name: 'RuleVersion',
    fields: () => ({
      version: { type: new required(GraphQLInt) },
      title: { type: new required(GraphQLString) },
      target: { type: new required(types.target) },
      eventType: { type: new required(event), resolve: (version) => version.event },
      errorState: { type: new required(errorState) },
      context: { type: new required(GraphQLString) },
      code: { type: new required(GraphQLString) },
      createdAt: { type: new required(DateTimeScalar) },
      createdBy: {
        type: types.record('User'),
        resolve: ({ createdById }, _args, { access, loaders }) =>
          access.mayRead(user) ? loaders.byId(user, createdById) : null,
      },
    }),
  });
}
