// Who made a change a moment ago makes the next one without being asked for again; and yet whatever was taken away since is gone.

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hashToken } from './people/tokens.ts';
import { countLockWaiters } from './storage/test-database.ts';
import { codeOf, createTestApp, type TestApp } from './test-app.ts';

let t: TestApp;
let number = 0;
let ada: { id: number; headers: { authorization: string } };
let supplier: { id: string; _etag: string; name: string };

const create = 'mutation ($name: String!) { createSupplier(input: {name: $name}) { supplier { id _etag name } } }';
const rename =
  'mutation ($id: ID!, $etag: String!, $name: String!) { updateSupplier(input: {id: $id, etag: $etag, name: $name}) { supplier { id _etag name } } }';
const run = (query: string, variables: object) => t.query(query, ada.headers, variables);
const renameTo = (name: string) => run(rename, { id: supplier.id, etag: supplier._etag, name });
const ask = (name: string, accept = '*/*') =>
  t.ask('POST /graphql', {
    body: { query: rename, variables: { id: supplier.id, etag: supplier._etag, name } },
    headers: { ...ada.headers, accept },
  });
const nameNow = async () =>
  (await sql<{ name: string }>`select name from supplier where id = ${Number(supplier.id)}`.execute(t.db.kysely))
    .rows[0]!.name;
const change = (text: string) => sql.raw(text.replaceAll('$ada', `${ada.id}`)).execute(t.db.kysely);

beforeAll(async () => {
  t = await createTestApp();
  const admin = await t.join('admin');
  const rule = (title: string, code: string, event: string) =>
    t.query(
      `mutation ($title: String!, $code: String!) { createRule(input: {title: $title, target: SUPPLIER, eventType: ${event}, errorState: BLOCK, context: "", code: $code}) { rule { id } } }`,
      admin,
      { title, code },
    );
  await rule(
    'Says who',
    'user = context["currentUser"]\nprint(user["email"], user["roles"], user["teams"])\nif "no" in context["changes"]["suppliers"]["name"]["new"]:\n    raise ValidationError("not that name")',
    'UPDATE',
  );
  await sql`insert into team (id, etag, name) values (901, '', 'Hall nine')`.execute(t.db.kysely);
});
afterAll(() => t.close());

/** A person of their own, who has created and renamed a supplier, so that they and the words of the changes are remembered. */
beforeEach(async () => {
  const n = ++number;
  const { rows } = await sql<{ id: number }>`
    with person as (
      insert into app_user (etag, name, email) values ('', ${`Ada ${n}`}, ${`ada-${n}@example.com`}) returning id
    ), membership as (insert into user_role select person.id, role.id from person, role where role.name = 'Quality')
    insert into api_token (name, person_id, token_hash) select 'desk', id, ${hashToken(`token-${n}`)} from person
    returning person_id as id`.execute(t.db.kysely);
  ada = { id: rows[0]!.id, headers: { authorization: `Bearer token-${n}` } };
  supplier = (await run(create, { name: `first ${n}` })).data.createSupplier.supplier;
  supplier = (await renameTo(`second ${n}`)).data.updateSupplier.supplier;
  expect(supplier.name).toBe(`second ${n}`);
});

const lastOutput = async () => {
  const admin = { authorization: 'Bearer token-of-admin' };
  const { data } = await t.query(
    '{ executionLogs(first: 1) { nodes { outcome triggeredBy { name } viaToken actions { output } } } }',
    admin,
  );
  return data.executionLogs.nodes[0];
};

describe('a remembered person', () => {
  test('makes a change as any other, and its log tells who it was', async () => {
    expect((await renameTo('third')).data.updateSupplier.supplier.name).toBe('third');
    expect(await lastOutput()).toMatchObject({
      outcome: 'ALLOWED',
      triggeredBy: { name: `Ada ${number}` },
      viaToken: 'desk',
      actions: [{ output: `ada-${number}@example.com ['Quality'] []\n` }],
    });
  });

  test.each([
    ['token was revoked', 'delete from api_token where person_id = $ada', 'UNAUTHENTICATED'],
    ['token has ended', `update api_token set expires_at = now() where person_id = $ada`, 'UNAUTHENTICATED'],
    ['token is limited by now', `update api_token set scope = '["READ"]' where person_id = $ada`, 'FORBIDDEN'],
    ['account was deactivated', 'update app_user set is_active = false where id = $ada', 'UNAUTHENTICATED'],
    ['role was taken away', 'delete from user_role where user_id = $ada', 'FORBIDDEN'],
  ])('whose %s changes nothing more', async (_, text, code) => {
    await change(text);
    const response = await ask('too late');
    expect(response.status).toBe(code === 'UNAUTHENTICATED' ? 401 : 200);
    if (response.status === 401) expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(codeOf(await response.json())).toBe(code);
    expect(codeOf(await run(create, { name: 'late' }))).toBe(code);
    expect(await nameNow()).toBe(`second ${number}`);
    const { rows } = await sql`select from supplier where name = 'late'`.execute(t.db.kysely);
    expect(rows).toEqual([]);
  });

  test('learns in plain application/json, with status 200, that they are signed out', async () => {
    await change('delete from api_token where person_id = $ada');
    const response = await ask('too late', 'application/json');
    expect(response.status).toBe(200);
    expect(codeOf(await response.json())).toBe('UNAUTHENTICATED');
  });

  test.each([
    [
      'name and email',
      `update app_user set email = 'new-$ada@example.com' where id = $ada`,
      () => [`new-${ada.id}@example.com`, "['Quality'] []"],
    ],
    [
      'roles',
      `update user_role set role_id = (select id from role where name = 'Operator') where user_id = $ada`,
      () => [`ada-${number}@example.com`, "['Operator'] []"],
    ],
    [
      'teams',
      'insert into user_team values ($ada, 901)',
      () => [`ada-${number}@example.com`, "['Quality'] ['Hall nine']"],
    ],
  ])('whose %s changed is who they are now', async (_, text, printed) => {
    await change(text);
    expect((await renameTo('third')).errors).toBeUndefined();
    expect((await lastOutput()).actions[0].output).toBe(`${printed().join(' ')}\n`);
  });

  test('is told what is wrong as anybody is', async () => {
    expect(codeOf(await renameTo(''))).toBe('BAD_USER_INPUT');
    expect(codeOf(await run(rename, { id: supplier.id, etag: 'stale', name: 'x' }))).toBe('CONCURRENCY_ERROR');
    expect(codeOf(await run(rename, { id: '999999', etag: 'x', name: 'x' }))).toBe('NOT_FOUND');
    expect(codeOf(await run(rename, { id: supplier.id }))).toBe('BAD_USER_INPUT');
    expect((await renameTo(supplier.name)).data.updateSupplier.supplier).toEqual(supplier);
  });

  test('is blocked once, with one log', async () => {
    const before = await sql<{ n: number }>`select count(*) as n from execution_log`.execute(t.db.kysely);
    const { errors } = await renameTo('no name');
    expect(errors[0]).toMatchObject({ message: 'not that name', extensions: { code: 'VALIDATION_ERROR' } });
    const after = await sql<{ n: number }>`select count(*) as n from execution_log`.execute(t.db.kysely);
    expect(after.rows[0]!.n).toBe(before.rows[0]!.n + 1);
    expect(await nameNow()).toBe(`second ${number}`);
  });

  test('whose change waits for another is who they are when it goes on, and meets what was saved meanwhile', async () => {
    const admin = { authorization: 'Bearer token-of-admin' };
    const other = await t.db.pool.connect();
    const whileItWaits = async (name: string, work: () => Promise<unknown>) => {
      await other.query('begin');
      await other.query('select from supplier where id = $1 for update', [supplier.id]);
      vi.useFakeTimers({ toFake: ['performance'] });
      const waiting = renameTo(name);
      await expect.poll(() => countLockWaiters(t.db)).toBe(1);
      vi.advanceTimersByTime(150);
      await work();
      await other.query('rollback');
      return waiting.finally(() => vi.useRealTimers());
    };
    const rule = `mutation { createRule(input: {title: "New", target: SUPPLIER, eventType: UPDATE, errorState: BLOCK, context: "", code: "raise ValidationError('new')"}) { rule { id _etag } } }`;
    let made = {};
    const blocked = await whileItWaits('met', async () => {
      made = (await t.query(rule, admin)).data.createRule.rule;
    });
    expect(blocked.errors[0].message).toBe('new');
    await t.query('mutation ($id: ID!, $_etag: String!) { deleteRule(id: $id, etag: $_etag) { id } }', admin, made);
    supplier = (await renameTo('remembered again')).data.updateSupplier.supplier;
    const refused = await whileItWaits('too late', () => change('delete from api_token where person_id = $ada'));
    expect(codeOf(refused)).toBe('UNAUTHENTICATED');
    other.release();
  });

  test('reads, and does several things at once, only when they were asked for again', async () => {
    await change('delete from api_token where person_id = $ada');
    for (const query of [
      '{ suppliers { nodes { id } } }',
      'mutation { createSupplier(input: {name: "a"}) { supplier { id } } b: createSupplier(input: {name: "b"}) { supplier { id } } }',
      'mutation { createSupplier(input: {name: "a"}) @skip(if: false) { supplier { id } } }',
      'mutation { createTeam(input: {name: "never seen before"}) { team { id } } }',
    ])
      expect(codeOf(await run(query, {})), query).toBe('UNAUTHENTICATED');
  });
});

test('a request of a remembered person counts as one, however it ends', async () => {
  const small = await createTestApp({ requestsPerMinute: 6 }, t.db);
  const change = (variables: object) => small.query(create, ada.headers, variables);
  for (const name of ['a', 'b', '', 'c', '']) {
    const code = codeOf(await change({ name }));
    expect(code).toBe(name ? undefined : 'BAD_USER_INPUT');
  }
  expect(codeOf(await change({ name: 'the last' }))).toBeUndefined();
  const response = await small.ask('POST /graphql', {
    body: { query: create, variables: { name: 'x' } },
    headers: ada.headers,
  });
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
  await small.close();
});
