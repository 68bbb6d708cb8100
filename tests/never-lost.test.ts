// Invariant 1 where the connection to the database breaks at the worst moments.

import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findReceipts } from '../src/execution-logs/receipts.ts';
import { createTestDatabase, type TestDatabase } from '../src/storage/test-database.ts';
import { createTestApp, type TestApp } from '../src/test-app.ts';
import { createDatabaseProxy, type DatabaseProxy } from './setup/database-proxy.ts';

let db: TestDatabase;
let proxy: DatabaseProxy;
let t: TestApp;

const adminToken = 'a-token-for-tests-of-32-characters-or-more';
const query = (text: string) => t.query(text, { authorization: `Bearer ${adminToken}` });

beforeEach(async () => {
  db = await createTestDatabase();
  proxy = await createDatabaseProxy(db);
  t = await createTestApp({ databaseUrl: proxy.url, adminToken }, db);
  // The last that the first housekeeping commits: what is cut is then a commit of the test's own.
  await expect.poll(async () => (await findReceipts(db.kysely, 1)).length, { timeout: 20_000 }).toBe(1);
  await query(
    `mutation { createRule(input: {title: "No bad names", target: LOCATION, eventType: CREATE, context: "{ location(id: $id) { name } }",
       code: "if context['location']['name'] == 'bad': raise ValidationError('bad name')"}) { rule { id } } }`,
  );
});
afterEach(async () => {
  proxy.comeBack();
  await t.close();
  await proxy.close();
  await db.close();
});

const create = (name: string, type = 'Location') =>
  query(`mutation { create${type}(input: {name: "${name}"}) { ${type.toLowerCase()} { id } } }`);

async function findLogs() {
  const { rows } = await sql<{ id: string; committed: boolean; outcome: string; bodies: number }>`
    select id, committed, outcome, (select count(*) from execution_log_body b where b.id = l.id) as bodies
    from execution_log l`.execute(db.kysely);
  return rows;
}

const countLocations = async () =>
  (await sql<{ count: number }>`select count(*) as count from location`.execute(db.kysely)).rows[0]!.count;

describe('the connection breaks during the commit', () => {
  it('after it: the change is answered as made, with its log', async () => {
    const cut = proxy.cutAt('commit\0', 'lose the answer');
    const { data, errors } = await create('Hall');
    await cut;
    expect(errors).toBeUndefined();
    expect(data).toEqual({ createLocation: { location: { id: expect.any(Number) } } });
    expect(await findLogs()).toMatchObject([{ committed: true, outcome: 'ALLOWED', bodies: 1 }]);
    expect(await countLocations()).toBe(1);
  });

  it('before it: the change is answered as not made, and the log says so too', async () => {
    const cut = proxy.cutAt('commit\0', 'lose the request');
    const { errors } = await create('Hall');
    await cut;
    expect(errors![0]).toMatchObject({
      message: expect.stringContaining('The change was not made'),
      extensions: { code: 'INTERNAL', requestId: expect.any(String) },
    });
    expect(await findLogs()).toMatchObject([{ committed: false, bodies: 1 }]);
    expect(await countLocations()).toBe(0);
  });

  it('of a change without actions: the answer says that it is not known', async () => {
    const cut = proxy.cutAt('commit\0', 'lose the answer');
    const { errors } = await create('Welders', 'Team');
    await cut;
    expect(errors![0]!.message).toContain('It is not known whether the change was made');
  });
});

describe('a refused change', () => {
  it('keeps its log though the connection breaks at the rollback and the database is away for a while', async () => {
    const cut = proxy.cutAt('rollback\0', 'lose the request').then(() => {
      proxy.goAway();
      setTimeout(() => proxy.comeBack(), 1000);
    });
    const { errors } = await create('bad');
    await cut;
    expect(errors![0]).toMatchObject({ message: 'bad name', extensions: { code: 'VALIDATION_ERROR' } });
    expect(await findLogs()).toMatchObject([
      { id: errors![0]!.extensions.executionLogId, committed: false, bodies: 1 },
    ]);
  });

  it('whose log cannot be kept is answered as our failure, without the id of a log', async () => {
    await sql`alter table execution_log_body rename to elsewhere`.execute(db.kysely);
    const { errors } = await create('bad');
    expect(errors![0]!.message).toBe(
      'The change was not made: the action “No bad names” refused it (bad name). The log of its actions could not be kept.',
    );
    expect(errors![0]!.extensions).toEqual({ code: 'INTERNAL', requestId: expect.any(String) });
    await sql`alter table elsewhere rename to execution_log_body`.execute(db.kysely);
    expect(await findLogs()).toEqual([]);
  });
});

it('a day without a partition gets one with its first log', async () => {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits
    where inhparent in ('execution_log'::regclass, 'execution_log_body'::regclass)`.execute(db.kysely);
  for (const { name } of rows) await sql`drop table ${sql.table(name)}`.execute(db.kysely);
  expect((await create('Hall')).errors).toBeUndefined();
  expect((await create('bad')).errors![0]!.extensions.code).toBe('VALIDATION_ERROR');
  expect((await findLogs()).map(({ committed }) => committed).sort()).toEqual([false, true]);
});

it('while the database is away every answer says so, and afterwards all goes on by itself', async () => {
  proxy.goAway();
  for (const answer of [await create('Hall'), await query('{ locations { nodes { name } } }')]) {
    expect(answer.errors![0]).toMatchObject({
      message: expect.stringContaining('The database cannot be reached'),
      extensions: { code: 'INTERNAL' },
    });
  }
  expect((await t.ask('/readyz')).status).toBe(503);
  proxy.comeBack();
  expect((await create('Hall')).errors).toBeUndefined();
  expect((await t.ask('/readyz')).status).toBe(200);
});

it('a statement that the database ends for its time is our failure, and changes nothing', async () => {
  await sql`alter role current_user in database ${sql.ref(db.location.database!)} set statement_timeout = '300ms'`.execute(
    db.kysely,
  );
  try {
    proxy.goAway();
    proxy.comeBack();
    await db.kysely.transaction().execute(async (tx) => {
      await sql`lock table location in exclusive mode`.execute(tx);
      const { errors } = await create('Hall');
      expect(errors![0]!.extensions.code).toBe('INTERNAL');
    });
  } finally {
    await sql`alter role current_user in database ${sql.ref(db.location.database!)} reset statement_timeout`.execute(
      db.kysely,
    );
  }
  expect(await countLocations()).toBe(0);
});
