// For API tests: the whole app on a database of its own, reached without a socket.

import { pino } from 'pino';
import { type App, createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createTestDatabase, type TestDatabase } from '../src/storage/test-database.ts';

export const adminToken = 'a-token-for-tests-of-32-characters-or-more';

export interface GraphQLAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
  extensions?: { warnings?: { actionId: number; message: string; executionLogId: string }[] };
}

export interface TestApp extends App {
  db: TestDatabase;
  /** As the administrator, unless another token is given. */
  ask(query: string, variables?: object, token?: string): Promise<GraphQLAnswer>;
  /** As `ask`, and throws when the answer has errors. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  data(query: string, variables?: object, token?: string): Promise<any>;
}

export async function createTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const db = await createTestDatabase();
  const { host, user, database } = db.location;
  const config = readConfig({
    DATABASE_URL: `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host!)}`,
    INTERLOCK_ADMIN_TOKEN: adminToken,
    SANDBOX_PROCESSES: '2',
    ...environment,
  });
  const app = await createApp(config, pino({ level: 'silent' }));

  async function ask(query: string, variables: object = {}, token = adminToken): Promise<GraphQLAnswer> {
    const response = await app.fetch(
      new Request('http://127.0.0.1:4400/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      }),
    );
    return (await response.json()) as GraphQLAnswer;
  }

  return {
    ...app,
    db,
    ask,
    async data(query, variables, token) {
      const { data, errors } = await ask(query, variables, token);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data;
    },
    async close() {
      await app.close();
      await db.close();
    },
  };
}
