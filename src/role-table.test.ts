// Who may do what, as one table, and every path of the running app walked as every role. A query, mutation or route
// without a row fails: somebody must decide who may use it.

import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchema } from './graphql/create-schema.ts';
import { schemaModules } from './graphql/modules.ts';
import {
  admins,
  authors,
  everybody,
  logReaders,
  members,
  recordEditors,
  roles,
  type Who,
} from './people/test-roles.ts';
import { factoryPack } from './record-types/factory-pack.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const recordRows = {
  'read records': members,
  'change records': recordEditors,
  'change people, roles, groups and teams': admins,
};

const table: Record<string, Who> = {
  'Query.apiTokens': everybody,
  'Query.sessions': everybody,
  'Query.signInStates': everybody,
  'Query.roleGrants': admins,
  'Query.auditEvents': admins,
  'Query.auditEventKinds': admins,
  'Query.retention': admins,
  'Query.installation': admins,
  'Query.me': everybody,
  'Query.housekeepingReceipts': admins,
  'Query.readLogFile': authors,
  'Query.ruleStatistics': logReaders,
  'Query.recordTypes': everybody,
  'Query.organization': everybody,
  'Query.rule': members,
  'Query.rules': members,
  'Query.checkRule': members,
  'Query.executionLog': logReaders,
  'Query.executionLogs': logReaders,
  'Query.executionLogsExpiredBefore': logReaders,
  'Query.executionLogSearchTerms': logReaders,
  'Query.logViews': logReaders,
  'Mutation.createApiToken': everybody,
  'Mutation.revokeApiToken': everybody,
  'Mutation.revokeSession': everybody,
  'Mutation.createSignInLink': admins,
  'Mutation.saveRole': admins,
  'Mutation.changeRetention': admins,
  'Mutation.createRule': authors,
  'Mutation.updateRule': authors,
  'Mutation.deleteRule': authors,
  'Mutation.importRules': authors,
  'Mutation.dryRunRule': authors,
  'Mutation.saveLogView': logReaders,
  'Mutation.deleteLogView': logReaders,
  'Mutation.savePreference': everybody,
  'Mutation.updateOrganizationSettings': admins,
  'GET /graphql': everybody,
  'POST /graphql': everybody,
  'OPTIONS /graphql': everybody,
  'GET /graphql/graphiql/:name': everybody,
  'GET /audit-events.csv': admins,
  'GET /execution-logs/:id/download': logReaders,
  'POST /execution-logs/download': logReaders,
  'GET /execution-logs/:id/contexts': logReaders,
  'POST /setup/sample': admins,
};

/** Routes that anybody reaches, signed in or not; what they show or do, they decide themselves. */
const open = [
  'POST /auth/sign-in-link',
  'GET /auth/ways',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /setup/status',
  'POST /setup',
];
/** Not routes of their own: middleware, the web app's files, and below /auth what people/auth.ts names. */
const frames = ['ALL /*', 'ALL /auth/*', 'ALL /setup/*', 'ALL /graphql/*'];

const schema = createSchema({ recordTypes: factoryPack, modules: schemaModules });
const roots = [schema.getQueryType()!, schema.getMutationType()!].flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({ type: type.name, field })),
);
const administered = new Set(['User', 'Role', 'PermissionGroup', 'Team']);

/** The row of a root field: its own, or that of all fields made from record types. */
function findRow(type: string, name: string): Who | undefined {
  const own = table[`${type}.${name}`];
  if (own) return own;
  for (const record of factoryPack.all) {
    if (name === record.queryName || name === record.listQueryName) return recordRows['read records'];
    if (![`create${record.name}`, `update${record.name}`, `delete${record.name}`].includes(name)) continue;
    return recordRows[administered.has(record.name) ? 'change people, roles, groups and teams' : 'change records'];
  }
  return undefined;
}

let t: TestApp;
const headersOf: Record<string, { authorization: string }> = {};
beforeAll(async () => {
  t = await createTestApp();
  for (const role of [...roles, 'deactivated']) headersOf[role] = await t.join(role);
  await sql`update app_user set is_active = false where name = 'deactivated'`.execute(t.db.kysely);
  await t.query('mutation { createSupplier(input: {name: "first"}) { supplier { id } } }', headersOf.admin!);
});
afterAll(() => t.close());

describe('every query and mutation', () => {
  test('has a row', () => {
    const without = roots.filter(({ type, field }) => !findRow(type, field.name));
    expect(without.map(({ type, field }) => `${type}.${field.name}`)).toEqual([]);
    expect(schema.getSubscriptionType()).toBeUndefined();
  });

  test.each(roles)('answers %s as the table says', async (role) => {
    const wrong: string[] = [];
    for (const { type, field } of roots) {
      const code = await codeOf(type, field, headersOf[role]);
      const expected = findRow(type, field.name)?.includes(role);
      if ((code !== 'FORBIDDEN') !== expected || code === 'INTERNAL' || code === 'UNAUTHENTICATED')
        wrong.push(`${type}.${field.name}: ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(['deactivated', 'signed out'])('is refused to who is %s', async (who) => {
    for (const { type, field } of roots) {
      expect(await codeOf(type, field, headersOf[who]), field.name).toBe('UNAUTHENTICATED');
    }
  });
});

describe('every route', () => {
  test('has a row', () => {
    const known = new Set([...Object.keys(table), ...open, ...frames]);
    expect([...new Set(t.app.routes)].filter((route) => !known.has(route))).toEqual([]);
  });

  const guarded = Object.keys(table).filter((row) => row.includes('/'));
  test.each([...roles, 'deactivated', 'signed out'] as const)('answers %s as the table says', async (who) => {
    for (const route of guarded) {
      const path = route.replace(':id', '019aaf12-3b4c-7d5e-8f60-718293a4b5c6').replace(':name', 'graphiql.js');
      const body = route.startsWith('POST') ? { body: { query: '{ me { id } }', ids: ['x'] } } : {};
      const { status } = await t.ask(path, { ...body, headers: headersOf[who] });
      const isOutside = who === 'deactivated' || who === 'signed out';
      const refused = isOutside ? 401 : table[route]!.includes(who) ? 'none' : 403;
      expect([401, 403].includes(status) ? status : 'none', route).toBe(refused);
    }
  });
});

async function codeOf(
  type: string,
  field: GraphQLField<unknown, unknown>,
  headers: { authorization: string } | undefined,
): Promise<string> {
  const selection = isObjectType(getNamedType(field.type)) ? ' { __typename }' : '';
  const text = `${type.toLowerCase()} { ${field.name}${argumentsOf(field.args)}${selection} }`;
  const { errors } = await t.query(text, headers ?? ({} as never));
  return errors?.[0].extensions.code ?? 'OK';
}

/** The least that the schema asks for; nothing of it exists. */
function argumentsOf(args: readonly GraphQLArgument[]): string {
  const given = args.filter(isRequired).map(({ name, type }) => `${name}: ${sampleOf(type)}`);
  return given.length ? `(${given.join(', ')})` : '';
}

function isRequired({ type, defaultValue }: { type: GraphQLInputType; defaultValue?: unknown }): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function sampleOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequired);
    return `{${fields.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')}}`;
  }
  const values: Record<string, string> = { ID: '999999999', Int: '1', Float: '1', Boolean: 'true', JSON: '{}' };
  const moments: Record<string, string> = { DateTime: '"2099-01-01T00:00:00Z"', Date: '"2099-01-01"' };
  return values[type.name] ?? moments[type.name] ?? '"x"';
}
