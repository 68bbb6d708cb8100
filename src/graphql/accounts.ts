/** How people and programs get in: API tokens, sessions, and links to choose a password. */
import { GraphQLBoolean, GraphQLInputObjectType, GraphQLList, GraphQLObjectType, GraphQLString } from 'graphql';
import {
  type ApiToken,
  createApiToken,
  findApiTokens,
  requireWholePerson,
  revokeApiToken,
} from '../people/api-tokens.ts';
import { hasPermission, requirePermission, requirePerson } from '../people/permissions.ts';
import { findSessions, revokeSession, type Session } from '../people/sessions.ts';
import { createSignInLink, type SignInLink } from '../people/sign-in-links.ts';
import { findSignInStates, type SignInState } from '../people/sign-in-states.ts';
import { BadInputError } from '../records/errors.ts';
import { parseId } from '../records/parse-id.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { requestScope } from './request-scope.ts';
import { listOf, required } from './required.ts';
import { DateTimeScalar, IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

declare module './context.ts' {
  interface Services {
    /** Where people reach Interlock, as in links. */
    readonly baseUrl: string;
  }
}

const text = new required(GraphQLString);
const id = new required(IdScalar);
const moment = new required(DateTimeScalar);
const mostPeople = 500;

export function accountsModule(types: SchemaTypes): SchemaModule {
  const user = types.recordTypes.named('User');
  const person = {
    type: types.record('User'),
    resolve: ({ personId }: { personId: number }, _args: unknown, { access, loaders }: OperationContext) =>
      access.mayRead(user) ? loaders.byId(user, personId) : null,
  };
  const token = new GraphQLObjectType<ApiToken, OperationContext>({
    name: 'ApiToken',
    fields: () => ({
      id: { type: id },
      name: { type: text },
      person,
      personId: { type: id },
      permissions: {
        type: new GraphQLList(text),
        description: 'What it is limited to; null for all that its owner may do',
      },
      createdAt: { type: moment },
      expiresAt: { type: DateTimeScalar },
      lastUsedAt: { type: DateTimeScalar, description: 'To the minute; null when it was never used' },
      fromEnvironment: { type: new required(GraphQLBoolean), description: 'Made from INTERLOCK_ADMIN_TOKEN' },
    }),
  });
  const session = new GraphQLObjectType<Session, OperationContext>({
    name: 'Session',
    fields: () => ({
      id: { type: id },
      person,
      personId: { type: id },
      createdAt: { type: moment },
      updatedAt: { type: moment, description: 'When the web app was last opened with it' },
      expiresAt: { type: moment },
      ipAddress: { type: GraphQLString },
      userAgent: { type: GraphQLString },
      isCurrent: {
        type: new required(GraphQLBoolean),
        resolve: (one, _args, context) => one.id === context.person?.sessionId,
      },
    }),
  });
  const signInState = new GraphQLObjectType<SignInState, OperationContext>({
    name: 'SignInState',
    fields: () => ({
      person,
      personId: { type: id },
      hasPassword: { type: new required(GraphQLBoolean) },
      hasProvider: {
        type: new required(GraphQLBoolean),
        description: 'Whether they have come by OpenID Connect',
      },
      linkExpiresAt: { type: DateTimeScalar, description: 'Of a link that was made and not used yet' },
      lastSignedInAt: { type: DateTimeScalar },
    }),
  });
  const payload = (name: string, fields: Record<string, GraphQLObjectType>) =>
    new required(
      new GraphQLObjectType({
        name,
        fields: Object.fromEntries(Object.entries(fields).map(([key, type]) => [key, { type: new required(type) }])),
      }),
    );
  const canSeeAll = (context: OperationContext) => hasPermission(requirePerson(context.person), 'ADMINISTER');
  return {
    query: {
      apiTokens: {
        type: listOf(token),
        description: 'Your own API tokens, newest first',
        args: { everybodys: { type: GraphQLBoolean, description: 'Those of everybody; for administrators' } },
        resolve: (_source, { everybodys }, { db, person: reader }) =>
          everybodys && requirePermission(reader, 'ADMINISTER')
            ? findApiTokens(db)
            : findApiTokens(db, requirePerson(reader).id),
      },
      sessions: {
        type: listOf(session),
        description: 'Where you are signed in',
        args: { personId: { type: IdScalar, description: 'Somebody else; for administrators' } },
        resolve: (_source, args, { db, person: reader }) => {
          const known = requirePerson(reader);
          const personId = args.personId == null ? known.id : parseId(args.personId, 'personId');
          if (personId !== known.id) requirePermission(known, 'ADMINISTER');
          return findSessions(db, personId);
        },
      },
      signInStates: {
        type: listOf(signInState),
        description: 'How people can sign in: you, when nobody is named',
        args: { personIds: { type: new GraphQLList(id), description: 'Others; for administrators. At most 500' } },
        resolve: (_source, { personIds }, { db, person: reader }) => {
          const known = requirePerson(reader);
          const ids: number[] = personIds?.map((one: unknown) => parseId(one, 'personIds')) ?? [known.id];
          if (ids.length > mostPeople)
            throw new BadInputError(`personIds has ${ids.length}; ask for ${mostPeople} at most`);
          if (ids.some((one) => one !== known.id)) requirePermission(known, 'ADMINISTER');
          return findSignInStates(db, ids);
        },
      },
    },
    mutation: {
      createApiToken: {
        type: new required(
          new GraphQLObjectType({
            name: 'CreateApiTokenPayload',
            fields: {
              apiToken: { type: new required(token) },
              token: { type: text, description: 'The token itself. It is shown here and never again.' },
            },
          }),
        ),
        args: { input: { type: new required(tokenInput()) } },
        resolve: (_source, { input }, context) =>
          createApiToken(
            context.db,
            { ...input, expiresAt: input.expiresAt == null ? null : new Date(input.expiresAt) },
            requestScope(context),
          ),
      },
      revokeApiToken: {
        type: payload('RevokeApiTokenPayload', { apiToken: token }),
        args: { id: { type: id } },
        resolve: async (_source, args, context) => {
          const request = requestScope(context);
          const anybodys = canSeeAll(context);
          return { apiToken: await revokeApiToken(context.db, parseId(args.id), { request, anybodys }) };
        },
      },
      revokeSession: {
        type: payload('RevokeSessionPayload', { session }),
        args: { id: { type: id } },
        resolve: async (_source, args, context) => {
          const request = requestScope(context);
          const anybodys = canSeeAll(context);
          return { session: await revokeSession(context.db, String(args.id), { request, anybodys }) };
        },
      },
      createSignInLink: {
        type: new required(linkType()),
        description:
          'A link by which a person chooses a password, once and within three days. Hand it to them yourself: nothing is sent.',
        args: { personId: { type: id } },
        resolve: (_source, args, context) => {
          const administrator = requirePermission(context.person, 'ADMINISTER');
          requireWholePerson(administrator);
          return createSignInLink(context.db, parseId(args.personId, 'personId'), requestScope(context));
        },
      },
    },
  };
}

function tokenInput(): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name: 'CreateApiTokenInput',
    fields: {
      name: { type: text, description: 'What uses it; logs say "via token NAME"' },
      permissions: {
        type: new GraphQLList(text),
        description: 'Limits it to these: "READ *", "UPDATE Part", "SEE_LOGS". Left out: all that you may do.',
      },
      expiresAt: { type: DateTimeScalar, description: 'In 90 days when left out' },
    },
  });
}

function linkType() {
  return new GraphQLObjectType<SignInLink, OperationContext>({
    name: 'CreateSignInLinkPayload',
    fields: {
      url: {
        type: text,
        description: 'Shown here and never again',
        resolve: ({ token }, _args, { services }) => `${services.baseUrl}/choose-password?token=${token}`,
      },
      personId: { type: id },
      expiresAt: { type: moment },
      isInvitation: { type: new required(GraphQLBoolean), description: 'Whether the person had no password yet' },
    },
  });
}

/** @throws BadInputError */
export function parsePage(first: number | null | undefined, fallback: number, max: number): number {
  const size = first ?? fallback;
  if (size >= 1 && size <= max) return size;
  throw new BadInputError(`first is ${size}: ask for 1 to ${max}`);
}
