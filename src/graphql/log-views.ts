/** Named views of the log list, and how its search box is understood. */
import { GraphQLBoolean, GraphQLInputObjectType, GraphQLObjectType, GraphQLString } from 'graphql';
import {
  BadLogViewError,
  deleteLogView,
  findLogViews,
  type LogView,
  saveLogView,
} from '../execution-logs/log-views.ts';
import { mayBeRequestId, parseSearch, type SearchTerm } from '../execution-logs/search-terms.ts';
import { requirePermission } from '../people/permissions.ts';
import { BadInputError, NotFoundError } from '../records/errors.ts';
import { parseId } from '../records/parse-id.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { listOf, required } from './required.ts';
import { IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

export function logViewsModule(types: SchemaTypes): SchemaModule {
  const view = viewType(types);
  const payload = (name: string) =>
    new GraphQLObjectType<LogView>({
      name,
      fields: { logView: { type: new required(view), resolve: (made) => made } },
    });
  const input = new GraphQLInputObjectType({
    name: 'SaveLogViewInput',
    fields: {
      name: { type: new required(GraphQLString), description: 'A view of yours with this name is replaced' },
      shared: { type: GraphQLBoolean, defaultValue: false, description: 'Whether everybody who may see logs sees it' },
      query: { type: new required(GraphQLString), description: "The search part of the list's address" },
    },
  });
  return {
    query: {
      logViews: {
        type: listOf(view),
        description: 'Your own and the shared views of the execution logs',
        resolve: (_source, _args, { person, db }) => findLogViews(db, requirePermission(person, 'SEE_LOGS').id),
      },
      executionLogSearchTerms: {
        type: listOf(termType()),
        description: 'How a search text is understood, word by word, each once; every term must match',
        args: { search: { type: new required(GraphQLString) } },
        resolve: (_source, { search }, { person }) => {
          requirePermission(person, 'SEE_LOGS');
          return parseSearch(
            search,
            types.recordTypes.all.map(({ target, label }) => ({ target, label })),
          );
        },
      },
    },
    mutation: {
      saveLogView: {
        type: new required(payload('SaveLogViewPayload')),
        args: { input: { type: new required(input) } },
        resolve: async (_source, { input }, { person, db }) => {
          const { id } = requirePermission(person, 'SEE_LOGS');
          try {
            return await saveLogView(db, id, input);
          } catch (error) {
            if (error instanceof BadLogViewError) throw new BadInputError(error.message);
            throw error;
          }
        },
      },
      deleteLogView: {
        type: new required(payload('DeleteLogViewPayload')),
        args: { id: { type: new required(IdScalar) } },
        resolve: async (_source, { id }, { person, db }) => {
          const known = requirePermission(person, 'SEE_LOGS');
          const deleted = await deleteLogView(db, known.id, parseId(id));
          if (!deleted) throw new NotFoundError(`There is no view ${id} of yours`);
          return deleted;
        },
      },
    },
  };
}

function viewType(types: SchemaTypes): GraphQLObjectType {
  const user = types.recordTypes.named('User');
  return new GraphQLObjectType<LogView, OperationContext>({
    name: 'LogView',
    fields: () => ({
      id: { type: new required(IdScalar) },
      name: { type: new required(GraphQLString) },
      shared: { type: new required(GraphQLBoolean) },
      query: { type: new required(GraphQLString) },
      isOwn: {
        type: new required(GraphQLBoolean),
        resolve: ({ ownerId }, _args, { person }) => ownerId === person?.id,
      },
      owner: {
        type: types.record('User'),
        resolve: ({ ownerId }, _args, { access, loaders }) =>
          access.mayRead(user) ? loaders.byId(user, ownerId) : null,
      },
    }),
  });
}

function termType(): GraphQLObjectType {
  return new GraphQLObjectType<SearchTerm>({
    name: 'SearchTerm',
    fields: {
      kind: { type: new required(GraphQLString), description: 'event, target, number, requestId or text' },
      meaning: {
        type: new required(GraphQLString),
        description: 'For people: `record or action 34`',
        resolve: meaningOf,
      },
    },
  });
}

function meaningOf(term: SearchTerm): string {
  switch (term.kind) {
    case 'event':
      return `event ${term.event}`;
    case 'target':
      return `target ${term.label}`;
    case 'number':
      return mayBeRequestId(term) ? `record, action or request ${term.text}` : `record or action ${term.number}`;
    case 'requestId':
      return `request ${term.prefix}…`;
    case 'text':
      return textMeaning(term);
  }
}

function textMeaning({ text, targets, mayBeRequestId }: SearchTerm & { kind: 'text' }): string {
  const places = ['message', ...(targets.length ? ['target'] : []), ...(mayBeRequestId ? ['request'] : [])];
  return `${new Intl.ListFormat('en', { type: 'disjunction' }).format(places)} with "${text}"`;
}
