// What a person may do is kept in memory, and yet gone with the next request once it is taken away, by whichever node.

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { UnconfirmedPersonError } from '../records/errors.ts';
import { countLockWaiters, createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { type Credential, createPersonFinder, type PersonFinder } from './find-person.ts';
import { hashToken } from './tokens.ts';

let db: TestDatabase;
let find: PersonFinder;
let [ada, grace] = [0, 0];

beforeAll(async () => {
  db = await createTestDatabase();
  const { rows } = await sql<{ id: number }>`
    insert into app_user (etag, name, email) values ('', 'Ada', 'ada@example.com'), ('', 'Grace', 'grace@example.com')
    returning id`.execute(db.kysely);
  [ada, grace] = rows.map(({ id }) => id) as [number, number];
  await sql`insert into role (id, etag, name) values (901, '', 'Buyer'), (902, '', 'Inspector')`.execute(db.kysely);
  await sql`insert into team (id, etag, name) values (901, '', 'Hall nine')`.execute(db.kysely);
  await sql`
    insert into permission_group (id, etag, name, permissions) values (901, '', 'Buying', '["READ Part"]')`.execute(
    db.kysely,
  );
});
beforeEach(async () => {
  await sql`delete from user_role; delete from user_team; delete from role_permission_group`.execute(db.kysely);
  find = createPersonFinder(db.kysely);
});
afterAll(() => db.close());

const change = (text: string, ...values: unknown[]) => db.pool.query(text, values);

test('each change of roles, teams and groups is in force at once', async () => {
  const steps: [string, object][] = [
    ['insert into user_role values ($1, 901)', { roles: ['Buyer'], permissions: [] }],
    ['insert into role_permission_group values (901, 901) returning $1::int', { permissions: ['READ Part'] }],
    [
      `update permission_group set permissions = '["READ Part", "READ Run"]' where id = 901 returning $1::int`,
      { permissions: ['READ Part', 'READ Run'], permissionGroups: [{ id: 901, name: 'Buying' }] },
    ],
    [`update role set name = 'Purchaser' where id = 901 returning $1::int`, { roles: ['Purchaser'] }],
    ['insert into user_team values ($1, 901)', { teams: ['Hall nine'] }],
    [`update team set name = 'Hall ten' where id = 901 returning $1::int`, { teams: ['Hall ten'] }],
    ['update user_role set role_id = 902 where user_id = $1', { roles: ['Inspector'], permissions: [] }],
    ['delete from user_team where user_id = $1', { teams: [] }],
    ['delete from user_role where user_id = $1', { roles: [] }],
  ];
  expect(await find.byId(ada)).toMatchObject({ name: 'Ada', roles: [], teams: [], permissions: [] });
  for (const [text, then] of steps) {
    await change(text, ada);
    expect(await find.byId(ada), text).toMatchObject(then);
  }
});

test('what is not changed is asked for once', async () => {
  await change('insert into user_role values ($1, 901)', ada);
  await find.byId(ada);
  const asked = vi.spyOn(db.kysely, 'executeQuery');
  expect(await find.byId(ada)).toEqual(await find.byId(ada));
  expect(asked).toHaveBeenCalledTimes(2);
  await change(`update app_user set etag = 'new' where id = $1`, ada);
  expect(await find.byId(ada)).toMatchObject({ roles: ['Purchaser'] });
  expect(asked).toHaveBeenCalledTimes(3);
  asked.mockRestore();
});

test('what is not committed is not in force, and what was undone never is', async () => {
  await find.byId(ada);
  const other = await db.pool.connect();
  await other.query('begin');
  await other.query('insert into user_role values ($1, 901)', [ada]);
  expect(await find.byId(ada)).toMatchObject({ roles: [] });
  await other.query('rollback');
  expect(await find.byId(ada)).toMatchObject({ roles: [] });
  other.release();
});

test('two who change roles at the same time do not wait for each other', async () => {
  const [one, other] = [await db.pool.connect(), await db.pool.connect()];
  await one.query('begin');
  await one.query('insert into user_role values ($1, 901)', [ada]);
  await other.query('begin');
  await other.query('insert into user_role values ($1, 902)', [grace]);
  expect(await countLockWaiters(db)).toBe(0);
  await other.query('commit');
  expect(await find.byId(ada)).toMatchObject({ roles: [] });
  expect(await find.byId(grace)).toMatchObject({ roles: ['Inspector'] });
  await one.query('commit');
  expect((await find.byId(ada))!.roles).toHaveLength(1);
  for (const client of [one, other]) client.release();
});

test('what another node knows does not matter', async () => {
  const another = createPersonFinder(db.kysely);
  await change('insert into user_role values ($1, 902)', ada);
  expect(await another.byId(ada)).toEqual(await find.byId(ada));
  await change('delete from user_role where user_id = $1', ada);
  expect(await another.byId(ada)).toMatchObject({ roles: [] });
  expect(await find.byId(ada)).toMatchObject({ roles: [] });
});

describe('a person who was found a moment ago', () => {
  const token = { kind: 'token', secret: 'of ada' } as const;
  const session = { kind: 'session', secret: 'session of ada' } as const;
  const isStill = async (credential: Credential) => {
    const { confirmation } = find.recall(credential)!;
    const { rows } = await sql<{ now: unknown }>`select ${confirmation.question} as now`.execute(db.kysely);
    try {
      confirmation.confirm(rows[0]!.now);
    } catch (error) {
      expect(error).toBeInstanceOf(UnconfirmedPersonError);
    }
    return confirmation.isConfirmed;
  };

  beforeEach(async () => {
    await sql`delete from login; delete from api_token`.execute(db.kysely);
    await sql`insert into api_token (name, person_id, token_hash) values ('desk', ${ada}, ${hashToken(token.secret)})`.execute(
      db.kysely,
    );
    await sql`
      with login as (insert into login (person_id, name, email) values (${ada}, 'Ada', 'ada@example.com') returning id)
      insert into login_session (login_id, token, expires_at) select id, ${session.secret}, now() + interval '1 hour' from login`.execute(
      db.kysely,
    );
  });

  test('is recalled without a question, by the same session or token alone', async () => {
    expect(find.recall(token)).toBeUndefined();
    const [byToken, bySession] = [await find.byCredential(token), await find.byCredential(session)];
    const asked = vi.spyOn(db.kysely, 'executeQuery');
    expect(find.recall(token)!.person).toBe(byToken);
    expect(find.recall(session)!.person).toBe(bySession);
    expect(find.recall({ kind: 'token', secret: session.secret })).toBeUndefined();
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
    expect(byToken).toMatchObject({ id: ada, viaToken: 'desk' });
    expect(bySession!.sessionId).toBeDefined();
  });

  test.each([
    ['update app_user set name = $1 where id = $2', ['Ada B.', 'ada']],
    ['update app_user set is_active = false where id = $1', ['ada']],
    ['update api_token set scope = $1', ['["READ"]']],
    ['update api_token set expires_at = now()', []],
    ['update api_token set person_id = $1', ['grace']],
    ['delete from api_token', []],
    ['delete from login_session', []],
    ['delete from login', []],
    ['update login_session set token = $1', ['another']],
    [`update login_session set expires_at = now() + interval '1 minute'`, []],
    ['insert into user_role values ($1, 901)', ['ada']],
  ])('is not confirmed after: %s', async (text, values) => {
    for (const credential of [token, session]) await find.byCredential(credential);
    expect([await isStill(token), await isStill(session)]).toEqual([true, true]);
    await change(text, ...values.map((value) => ({ ada, grace })[value] ?? value));
    expect([await isStill(token), await isStill(session)]).toEqual([false, false]);
    await change('update app_user set is_active = true, name = $1 where id = $2', 'Ada', ada);
  });

  test.each([
    'update api_token set last_used_at = now()',
    `update login_session set expires_at = now() + interval '2 hours', updated_at = now()`,
    `update app_user set etag = 'new' where name = 'Grace'`,
  ])('is still who they were after: %s', async (text) => {
    for (const credential of [token, session]) await find.byCredential(credential);
    await change(text);
    expect([await isStill(token), await isStill(session)]).toEqual([true, true]);
  });

  test('is forgotten when the session or token ends, and in any case after half a minute', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await change(`update login_session set expires_at = now() + interval '10 seconds'`);
    for (const credential of [token, session]) await find.byCredential(credential);
    vi.advanceTimersByTime(10_000);
    expect([find.recall(token) !== undefined, find.recall(session) !== undefined]).toEqual([true, false]);
    vi.advanceTimersByTime(20_000);
    expect(find.recall(token)).toBeUndefined();
    vi.useRealTimers();
  });

  test('that is no more is forgotten', async () => {
    await find.byCredential(token);
    await change('delete from api_token');
    expect(await find.byCredential(token)).toBeUndefined();
    expect(find.recall(token)).toBeUndefined();
  });
});
