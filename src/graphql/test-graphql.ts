// For tests only: the GraphQL endpoint on a database of its own, called as fetch calls it.

import { randomUUID } from 'node:crypto';
import { factoryPack } from '../record-types/factory-pack.ts';
import { factoryCascades } from '../records/factory-cascades.ts';
import { type Change, type Guard, type Person, unguarded } from '../records/guard.ts';
import { createRecords, type Records } from '../records/records.ts';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import type { Services } from './context.ts';
import { createSchema } from './create-schema.ts';
import { createOperationContext } from './operation-context.ts';
import { createGraphQLHandler, type GraphQLHandler } from './server.ts';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions: Record<string, unknown>; path?: unknown[] }[];
  readonly extensions?: Record<string, unknown>;
}

export interface TestGraphQL {
  readonly db: TestDatabase;
  readonly records: Records;
  readonly person: Person;
  readonly handler: GraphQLHandler;
  /** SQL statements sent since the test last emptied it. */
  readonly statements: string[];
  /** Failures that were masked. */
  readonly internalErrors: unknown[];
  readonly changes: Change[];
  guardWith(guard: Guard): void;
  signIn(person: Person | undefined): void;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  query(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The data; fails the test when there are errors. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape
  data(query: string, variables?: Record<string, unknown>): Promise<any>;
  close(): Promise<void>;
}

export async function createTestGraphQL(): Promise<TestGraphQL> {
  const db = await createTestDatabase();
  const changes: Change[] = [];
  const statements: string[] = [];
  const internalErrors: unknown[] = [];
  let guard = unguarded;
  db.pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [statement] = args as [string | { text: string }];
      statements.push(typeof statement === 'string' ? statement : statement.text);
      return send(...args);
    }) as typeof client.query;
  });
  const records = createRecords({
    db: db.kysely,
    recordTypes: factoryPack,
    cascades: factoryCascades,
    guard: (change, request, tx) => {
      changes.push(change);
      return guard(change, request, tx);
    },
  });
  const nobody: Person = { id: 0, name: '', email: '', roles: [], teams: [], permissionGroups: [], permissions: [] };
  const { result } = await records.create(
    factoryPack.named('User'),
    { name: 'Ada', email: 'ada@example.com' },
    { requestId: randomUUID(), person: nobody },
  );
  const ada: Person = { ...nobody, id: result.id, name: 'Ada', email: 'ada@example.com', roles: ['admin'] };
  let person: Person | undefined = ada;
  const handler = createGraphQLHandler({
    schema: createSchema({ recordTypes: factoryPack, modules: [] }),
    buildContext: ({ requestId, clientRequestId }) =>
      createOperationContext(
        { db: db.kysely, recordTypes: factoryPack, records, services: {} as Services },
        { requestId, clientRequestId, person },
      ),
    onInternalError: (error) => internalErrors.push(error),
  });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    handler(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const query = async (text: string, variables?: Record<string, unknown>) =>
    (await (await post({ query: text, variables })).json()) as Answer;

  return {
    db,
    records,
    person: ada,
    handler,
    statements,
    internalErrors,
    changes,
    guardWith: (other) => {
      guard = other;
    },
    signIn: (other) => {
      person = other;
    },
    post,
    query,
    async data(text, variables) {
      const answer = await query(text, variables);
      if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join('\n'));
      return answer.data;
    },
    close: () => db.close(),
  };
}
