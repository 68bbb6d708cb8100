// For tests only: the whole app on a database of its own, asked without a socket.

import { sql } from 'kysely';
import { pino } from 'pino';
import { type App, createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { hashToken } from './people/tokens.ts';
import { createTestDatabase, type TestDatabase } from './storage/test-database.ts';

export const baseUrl = 'http://127.0.0.1:4400';

export interface TestApp {
  readonly app: App;
  readonly db: TestDatabase;
  /** What it logged, one JSON object a line. */
  readonly logged: string[];
  /** A path, or a path with a method: `POST /graphql`. Bodies that are no text are sent as JSON. */
  ask(what: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<Response>;
  /** A new person with this role. @returns headers that make them the one who asks. */
  join(role: string): Promise<{ authorization: string }>;
  query(
    query: string,
    headers: Record<string, string>,
    variables?: object,
    // biome-ignore lint/suspicious/noExplicitAny: tests know what they asked for
  ): Promise<any>;
  close(): Promise<void>;
}

/** `on`: a database that is there already (another node's, say) and is not closed with the app. */
export async function createTestApp(config: Partial<Config> = {}, on?: TestDatabase): Promise<TestApp> {
  const db = on ?? (await createTestDatabase());
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const app = await createApp(
    { ...readConfig({}), baseUrl, databaseUrl: urlOf(db), databaseConnections: 5, sandboxProcesses: 1, ...config },
    log,
  );
  const ask: TestApp['ask'] = async (what, { body, headers } = {}) => {
    const [path, method = 'GET'] = what.split(' ').reverse() as [string, string?];
    const isText = typeof body === 'string' || body === undefined;
    return app.fetch(
      new Request(baseUrl + path, {
        method,
        headers: { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers },
        body: isText ? (body as string | undefined) : JSON.stringify(body),
      }),
    );
  };
  return {
    app,
    db,
    logged,
    ask,
    async join(role) {
      const token = `token of ${role}`.replaceAll(' ', '-');
      await sql`
        with person as (insert into app_user (etag, name, email) values ('', ${role}, ${`${role.replace(' ', '-')}@example.com`}) returning id),
          membership as (insert into user_role select person.id, role.id from person, role where role.name = ${role})
        insert into api_token (name, person_id, token_hash) select ${role}, id, ${hashToken(token)} from person`.execute(
        db.kysely,
      );
      return { authorization: `Bearer ${token}` };
    },
    async query(query, headers, variables = {}) {
      return (await ask('POST /graphql', { body: { query, variables }, headers })).json();
    },
    async close() {
      await app.close();
      if (!on) await db.close();
    },
  };
}

/** The code of the first error of a GraphQL answer. */
export const codeOf = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code;

/** The events of the audit trail that a search finds, the newest first. */
export async function auditedIn(t: TestApp, search: string, headers: Record<string, string>) {
  const fields = 'kind personName viaToken requestId subjectType subjectId subjectTitle details';
  const query = `query ($s: String) { auditEvents(search: $s) { nodes { ${fields} } } }`;
  return (await t.query(query, headers, { s: search })).data.auditEvents.nodes;
}

function urlOf({ location: { host, port, user, database } }: TestDatabase): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}&port=${port}`;
}
