/** The audit trail, for administrators. */
import {
  GraphQLBoolean,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import {
  type AuditEvent,
  type AuditPage,
  findAuditEventKinds,
  findAuditEvents,
  maxAuditPage,
} from '../people/audit.ts';
import { requirePermission } from '../people/permissions.ts';
import { BadInputError } from '../records/errors.ts';
import { parseId } from '../records/parse-id.ts';
import { parsePage } from './accounts.ts';
import type { SchemaModule } from './create-schema.ts';
import { listOf, required } from './required.ts';
import { DateTimeScalar, IdScalar, JsonScalar } from './scalars.ts';

const text = new required(GraphQLString);
const defaultPage = 50;

export function auditModule(): SchemaModule {
  const event = new GraphQLObjectType<AuditEvent>({
    name: 'AuditEvent',
    fields: {
      id: { type: new required(IdScalar) },
      at: { type: new required(DateTimeScalar) },
      kind: { type: text, description: 'As ACTION_CHANGED, ROLE_CREATED, SIGNED_IN, LOGS_DOWNLOADED' },
      personId: { type: IdScalar, description: 'null for what Interlock did by itself, and for who was not signed in' },
      personName: { type: GraphQLString, description: 'As it was then' },
      personEmail: { type: GraphQLString },
      viaToken: { type: GraphQLString, description: 'The API token that acted for the person' },
      requestId: { type: GraphQLString },
      subjectType: { type: GraphQLString },
      subjectId: { type: GraphQLString },
      subjectTitle: { type: GraphQLString },
      details: { type: new required(JsonScalar), description: 'For changes, {changes: {field: {old, new}}}' },
    },
  });
  const filters = new GraphQLInputObjectType({
    name: 'AuditEventFilters',
    fields: {
      kind: { type: new GraphQLList(text), description: 'Any of these' },
      personId: { type: new GraphQLList(new required(IdScalar)), description: 'What any of these did' },
      from: { type: DateTimeScalar },
      to: { type: DateTimeScalar, description: 'Up to, not with, this moment' },
    },
  });
  const pageInfo = new GraphQLObjectType<AuditPage>({
    name: 'AuditPageInfo',
    fields: {
      endCursor: { type: GraphQLString, resolve: ({ events }) => events.at(-1)?.id.toString() },
      hasNextPage: { type: new required(GraphQLBoolean) },
    },
  });
  const connection = new GraphQLObjectType<AuditPage>({
    name: 'AuditEventConnection',
    fields: {
      nodes: { type: listOf(event), resolve: ({ events }) => events },
      pageInfo: { type: new required(pageInfo), resolve: (page) => page },
    },
  });
  return {
    query: {
      auditEventKinds: {
        type: new required(new GraphQLList(text)),
        description: 'The kinds of events there are, in alphabetical order',
        resolve: (_source, _args, { db, person }) => {
          requirePermission(person, 'ADMINISTER');
          return findAuditEventKinds(db);
        },
      },
      auditEvents: {
        type: new required(connection),
        description: 'Who did what to actions, people and settings, newest first. Nothing of it is ever changed.',
        args: {
          search: { type: GraphQLString, description: 'All words must appear somewhere in the event' },
          filters: { type: filters },
          first: { type: GraphQLInt, description: `${defaultPage} when left out, at most ${maxAuditPage}` },
          after: { type: GraphQLString },
        },
        resolve: (_source, { search, filters: given, first, after }, { db, person }) => {
          requirePermission(person, 'ADMINISTER');
          return findAuditEvents(
            db,
            {
              search,
              kinds: given?.kind,
              personIds: given?.personId?.map((id: unknown) => parseId(id, 'personId')),
              from: given?.from && new Date(given.from),
              to: given?.to && new Date(given.to),
            },
            { first: parsePage(first, defaultPage, maxAuditPage), after: parseCursor(after) },
          );
        },
      },
    },
  };
}

function parseCursor(after: string | null | undefined): number | undefined {
  if (after == null) return undefined;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  throw new BadInputError(`"${after}" is not a cursor of this list; use endCursor of a page`);
}
