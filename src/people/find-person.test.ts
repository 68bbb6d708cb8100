// What a person may do is kept in memory, and yet gone with the next request once it is taken away, by whichever node.

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { countLockWaiters, createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { createPersonFinder, type PersonFinder } from './find-person.ts';

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
  await change(`update app_user set name = 'Ada L.' where id = $1`, ada);
  expect(await find.byId(ada)).toMatchObject({ name: 'Ada L.' });
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
