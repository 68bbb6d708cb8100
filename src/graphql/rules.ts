/**
 * Actions as the API calls them: rules. The names are those of the reference system, so that its mutations run here.
 * A refused action answers BAD_USER_INPUT with `extensions.problems: [{field, message, line, column}]`.
 */
import {
  GraphQLBoolean,
  GraphQLError,
  type GraphQLFieldConfig,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { Action, ActionProblem, ActionVersion } from '../actions/action.ts';
import type { Actions } from '../actions/actions.ts';
import { ImportParseError, readRules } from '../actions/import-actions.ts';
import { shareMutation } from '../actions/share.ts';
import type { Author } from '../people/author.ts';
import { requirePermission } from '../people/permissions.ts';
import { RequestError } from '../records/errors.ts';
import { parseId, parseLookupId } from '../records/parse-id.ts';
import { requireMayChange, requireMayCreate, requireMayDelete } from './action-permissions.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { enumeration } from './enumeration.ts';
import { booleanFilter, idFilter, stringFilter } from './operators.ts';
import { requestScope } from './request-scope.ts';
import { pageOfRules } from './rule-page.ts';
import { DateTimeScalar, IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

declare module './context.ts' {
  interface Services {
    readonly actions: Actions;
  }
}

type RootField = GraphQLFieldConfig<unknown, OperationContext>;
const required = GraphQLNonNull;
const listOf = (type: GraphQLObjectType) => new required(new GraphQLList(new required(type)));

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

export interface RuleEnums {
  event: ReturnType<typeof enumeration>;
  ruleType: ReturnType<typeof enumeration>;
  errorState: ReturnType<typeof enumeration>;
}

let enums: RuleEnums | undefined;

/** Shared with the modules beside this one: a schema has each of them once. */
export function ruleEnums(): RuleEnums {
  enums ??= {
    event: enumeration('RuleEventType', ['CREATE', 'UPDATE', 'DELETE']),
    ruleType: enumeration('RuleType', ['VALIDATION']),
    errorState: enumeration(
      'RuleErrorState',
      ['ALLOW', 'BLOCK'],
      'What happens to the change when the action itself fails.',
    ),
  };
  return enums;
}

function ruleType(types: SchemaTypes, { event, ruleType, errorState }: RuleEnums): GraphQLObjectType {
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
        resolve: ({ id }, _args, { services }) => services.actions.findVersions(id),
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

const problemType = new GraphQLObjectType<ActionProblem>({
  name: 'RuleProblem',
  fields: {
    severity: {
      type: new required(enumeration('RuleProblemSeverity', ['ERROR', 'WARNING'])),
      description: 'Only an error keeps an action from being enabled',
      resolve: ({ severity = 'error' }) => severity.toUpperCase(),
    },
    field: { type: new required(GraphQLString), description: 'title, target, context or code' },
    message: { type: new required(GraphQLString) },
    line: { type: GraphQLInt },
    column: { type: GraphQLInt },
  },
});

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

interface ImportResult {
  title: string | null;
  rule: Action | null;
  problems: ActionProblem[];
}

function importMutation(rule: GraphQLObjectType): RootField {
  const result = new GraphQLObjectType<ImportResult>({
    name: 'ImportRuleResult',
    fields: {
      title: { type: GraphQLString },
      rule: { type: rule, description: 'null when it could not be created; problems says why' },
      problems: { type: listOf(problemType) },
    },
  });
  return {
    type: listOf(result),
    description:
      'Creates the rules of a text in one of the published shapes: a JSON object, {"create_rule": {…}}, or a createRule mutation.',
    args: { source: { type: new required(GraphQLString) } },
    resolve: async (_source, { source }, context) => {
      const { person, services } = context;
      requirePermission(person, 'EDIT_ACTIONS');
      const inputs = readRulesOrRefuse(source);
      for (const input of inputs) requireMayCreate(person, input);
      const results: ImportResult[] = [];
      for (const input of inputs) results.push(await importOne(services.actions, input, requestScope(context)));
      return results;
    },
  };
}

function readRulesOrRefuse(source: string) {
  try {
    return readRules(source);
  } catch (error) {
    if (!(error instanceof ImportParseError)) throw error;
    const { message, line, column } = error;
    throw new GraphQLError(`Line ${line}, column ${column}: ${message}`, {
      extensions: { code: 'BAD_USER_INPUT', problems: [{ field: 'source', message, line, column }] },
    });
  }
}

async function importOne(
  actions: Actions,
  input: Readonly<Record<string, unknown>>,
  author: Author,
): Promise<ImportResult> {
  const title = typeof input.title === 'string' ? input.title : null;
  try {
    return { title, rule: await actions.create(input, author), problems: [] };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const problems = 'problems' in error ? (error.problems as ActionProblem[]) : [];
    const whole: ActionProblem = { field: 'title', message: error.message, line: null, column: null };
    return { title, rule: null, problems: problems.length ? problems : [whole] };
  }
}
