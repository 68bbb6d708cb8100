/**
 * Actions as the API calls them: rules. The names are those of the reference system, so that its mutations run here.
 * A refused action answers BAD_USER_INPUT with `extensions.problems: [{field, message, line, column}]`.
 */
import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { Action } from '../actions/action.ts';
import type { Actions } from '../actions/actions.ts';
import { requirePermission } from '../people/permissions.ts';
import { parseId, parseLookupId } from '../records/parse-id.ts';
import { requireMayChange, requireMayCreate, requireMayDelete } from './action-permissions.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { enumeration } from './enumeration.ts';
import { booleanFilter, idFilter, stringFilter } from './operators.ts';
import { requestScope } from './request-scope.ts';
import { listOf, required } from './required.ts';
import { type RuleEnums, ruleEnums } from './rule-enums.ts';
import { importMutation } from './rule-import.ts';
import { pageOfRules } from './rule-page.ts';
import { problemType } from './rule-problem.ts';
import { ruleType } from './rule-type.ts';
import { IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

declare module './context.ts' {
  interface Services {
    readonly actions: Actions;
  }
}

type RootField = GraphQLFieldConfig<unknown, OperationContext>;

export function rulesModule(types: SchemaTypes): SchemaModule {
  const enums = ruleEnums();
  const rule = ruleType(types, enums);
  const payload = (name: string) =>
    new GraphQLObjectType<Action>({
      name,
      fields: { rule: { type: new required(rule), resolve: (action) => action } },
    });
  return {
    query: {
      rule: {
        type: rule,
        args: { id: { type: new required(IdScalar) } },
        resolve: (_source, { id }, { person, services }) => {
          requirePermission(person, 'SEE_ACTIONS');
          const known = parseLookupId(id);
          return known === undefined ? null : services.actions.find(known);
        },
      },
      rules: rulesQuery(types, enums, rule),
      checkRule: checkQuery(),
    },
    mutation: {
      createRule: {
        type: new required(payload('CreateRulePayload')),
        args: { input: { type: new required(ruleInput(types, enums, 'CreateRuleInput')) } },
        resolve: async (_source, { input }, context) => {
          requireMayCreate(context.person, input);
          return context.services.actions.create(input, requestScope(context));
        },
      },
      updateRule: {
        type: new required(payload('UpdateRulePayload')),
        args: { input: { type: new required(ruleInput(types, enums, 'UpdateRuleInput')) } },
        resolve: async (_source, { input: { id, etag, ...changes } }, context) => {
          const { actions } = context.services;
          await requireMayChange(context.person, changes, () => actions.find(parseId(id)));
          return actions.update(parseId(id), etag, changes, requestScope(context));
        },
      },
      deleteRule: {
        type: new required(
          new GraphQLObjectType<Action>({
            name: 'DeleteRulePayload',
            fields: {
              id: { type: new required(IdScalar) },
              rule: { type: new required(rule), description: 'As it was', resolve: (action) => action },
            },
          }),
        ),
        args: { id: { type: new required(IdScalar) }, etag: { type: new required(GraphQLString) } },
        resolve: async (_source, { id, etag }, context) => {
          const { actions } = context.services;
          await requireMayDelete(context.person, () => actions.find(parseId(id)));
          return actions.delete(parseId(id), etag, requestScope(context));
        },
      },
      importRules: importMutation(rule),
    },
  };
}

function ruleInput(
  types: SchemaTypes,
  { event, ruleType, errorState }: RuleEnums,
  name: string,
): GraphQLInputObjectType {
  const creating = name === 'CreateRuleInput';
  const needed = <T extends typeof GraphQLString | typeof event>(type: T) => (creating ? new required(type) : type);
  return new GraphQLInputObjectType({
    name,
    fields: {
      ...(!creating && { id: { type: new required(IdScalar) }, etag: { type: new required(GraphQLString) } }),
      title: { type: needed(GraphQLString) },
      target: { type: needed(types.target) },
      eventType: { type: needed(event) },
      ruleType: { type: ruleType },
      errorState: { type: errorState, description: creating ? 'ALLOW when left out' : undefined },
      enabled: { type: GraphQLBoolean, description: creating ? 'true when left out' : undefined },
      context: { type: GraphQLString },
      code: { type: needed(GraphQLString) },
    },
  });
}

function rulesQuery(types: SchemaTypes, { event, errorState }: RuleEnums, rule: GraphQLObjectType): RootField {
  const filters = new GraphQLInputObjectType({
    name: 'RuleFilters',
    fields: {
      id: { type: idFilter },
      title: { type: stringFilter },
      target: { type: types.enumFilterOf(types.target) },
      eventType: { type: types.enumFilterOf(event) },
      errorState: { type: types.enumFilterOf(errorState) },
      enabled: { type: booleanFilter },
    },
  });
  const sort = new GraphQLInputObjectType({
    name: 'RuleSort',
    fields: {
      field: { type: new required(enumeration('RuleSortField', ['id', 'title', 'target', 'eventType', '_updated'])) },
      direction: { type: types.sortDirection, defaultValue: 'ASC' },
    },
  });
  const edge = new GraphQLObjectType({
    name: 'RuleEdge',
    fields: { node: { type: new required(rule) }, cursor: { type: new required(GraphQLString) } },
  });
  const connection = new GraphQLObjectType({
    name: 'RuleConnection',
    fields: {
      edges: { type: listOf(edge) },
      nodes: { type: listOf(rule) },
      pageInfo: { type: new required(types.pageInfo) },
    },
  });
  return {
    type: new required(connection),
    args: {
      filters: { type: filters },
      sort: { type: new GraphQLList(new required(sort)) },
      first: { type: GraphQLInt },
      after: { type: GraphQLString },
      last: { type: GraphQLInt },
      before: { type: GraphQLString },
    },
    resolve: async (_source, args, { person, services }) => {
      requirePermission(person, 'SEE_ACTIONS');
      return pageOfRules(await services.actions.findAll(), args);
    },
  };
}

function checkQuery(): RootField {
  return {
    type: listOf(problemType),
    description: 'What is wrong with a context and a code; the code is compiled, not run.',
    args: { context: { type: new required(GraphQLString) }, code: { type: new required(GraphQLString) } },
    resolve: (_source, { context, code }, { person, services }) => {
      requirePermission(person, 'SEE_ACTIONS');
      return services.actions.check({ context, code });
    },
  };
}
