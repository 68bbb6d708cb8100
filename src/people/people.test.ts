import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { createAuth } from './auth.ts';
import { createPeople, type People } from './people.ts';
import { hashToken } from './tokens.ts';

const baseUrl = 'http://127.0.0.1:4400';
const secret = 'a secret for tests that is long enough to be one';
const adminToken = 'an-admin-token-for-tests-of-40-characters';
const log = { error: (message: string) => void errors.push(message) };
const errors: string[] = [];
const ada = { name: 'Ada', email: 'Ada@example.com', password: 'correct horse' };

let db: TestDatabase;
let people: People;
beforeAll(async () => {
  db = await createTestDatabase();
  people = await createPeople({ db, baseUrl, secret, log });
});
afterAll(async () => {
  await db.close();
  expect(errors).toEqual([]);
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  people.handleAuth(
    new Request(baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: baseUrl, ...headers },
      body: JSON.stringify(body),
    }),
  );
const signIn = (email: string, password: string) => post('/auth/sign-in/email', { email, password });
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
const identify = (cookie: string) => people.identify(new Headers({ cookie }));
const withToken = (token: string) => new Headers({ authorization: `Bearer ${token}` });

test("better-auth's tables are complete, under our names", async () => {
  const { getMigrations } = await import('better-auth/db/migration');
  const { toBeCreated, toBeAdded } = await getMigrations(createAuth({ db, baseUrl, secret, log }).options);
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
});

describe('the first run', () => {
  test('needs the newest link, a name, an email and a password', async () => {
    expect(await people.needsSetup()).toBe(true);
    const old = tokenIn(await people.createSetupLink());
    const token = tokenIn(await people.createSetupLink());
    const attempt = (input: object) => people.setUp({ ...ada, token, ...input }, new Headers());
    await expect(attempt({ token: old })).rejects.toThrow('This link is not valid');
    await expect(attempt({ token: undefined })).rejects.toThrow('token is missing');
    await expect(attempt({ password: 'short' })).rejects.toThrow('password is too short: use at least 8 characters.');
    await expect(attempt({ email: 'ada' })).rejects.toThrow('email is not an email address');
    await expect(attempt({ name: ' ' })).rejects.toThrow('name is empty');
    await expect(people.setUp('nonsense', new Headers())).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await people.needsSetup()).toBe(true);
  });

  test('makes an administrator, signs them in and is over', async () => {
    const token = tokenIn(await people.createSetupLink());
    const response = await people.setUp({ ...ada, token }, new Headers());
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/^interlock\.session_token=.*HttpOnly; SameSite=Lax/);
    expect(await identify(cookieOf(response))).toMatchObject({
      name: 'Ada',
      roles: ['admin'],
      permissionGroups: [{ name: 'Administrators' }],
      permissions: expect.arrayContaining(['ADMINISTER', 'SEE_LOGS']),
    });
    expect(await people.needsSetup()).toBe(false);
    expect(await people.createSetupLink()).toBeUndefined();
    await expect(people.setUp({ ...ada, token }, new Headers())).rejects.toThrow('Interlock is set up already');
  });
});

describe('signing in', () => {
  test('takes the right password only, and does not say which of both was wrong', async () => {
    expect((await signIn('ada@example.com', ada.password)).status).toBe(200);
    const [wrong, unknown] = await Promise.all([
      signIn(ada.email, 'wrong horse'),
      signIn('bob@example.com', ada.password),
    ]);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
  });

  test('ends when signing out: the old cookie is worth nothing', async () => {
    const cookie = cookieOf(await signIn(ada.email, ada.password));
    expect(await identify(cookie)).toMatchObject({ name: 'Ada' });
    expect((await post('/auth/sign-out', {}, { cookie })).status).toBe(200);
    expect(await identify(cookie)).toBeUndefined();
  });

  test('is not fooled by a cookie that somebody else signed', async () => {
    const cookie = cookieOf(await signIn(ada.email, ada.password));
    const [name, value] = cookie.split('=') as [string, string];
    const token = decodeURIComponent(value).split('.')[0];
    const others = await createPeople({ db, baseUrl, secret: 'another secret that is also long enough', log });
    expect(await others.identify(new Headers({ cookie }))).toBeUndefined();
    expect(await identify(`${name}=${token}`)).toBeUndefined();
  });

  test('signing up is not possible', async () => {
    const response = await post('/auth/sign-up/email', {
      name: 'Eve',
      email: 'eve@example.com',
      password: 'evil horse',
    });
    expect(response.ok).toBe(false);
  });

  test('stops at once for a person who is deactivated, and follows a new email', async () => {
    const cookie = cookieOf(await signIn(ada.email, ada.password));
    await sql`update app_user set email = 'Countess@example.com', is_active = false where name = 'Ada'`.execute(
      db.kysely,
    );
    expect(await identify(cookie)).toBeUndefined();
    expect((await signIn('countess@example.com', ada.password)).status).toBe(403);
    await sql`update app_user set is_active = true where name = 'Ada'`.execute(db.kysely);
    expect(await identify(cookie)).toBeUndefined();
    const again = cookieOf(await signIn('countess@example.com', ada.password));
    expect(await identify(again)).toMatchObject({ email: 'Countess@example.com' });
  });

  test('cookies are secure when people come by https', async () => {
    const secure = await createPeople({ db, baseUrl: 'https://factory.example', secret, log });
    const response = await secure.handleAuth(
      new Request('https://factory.example/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'https://factory.example' },
        body: JSON.stringify({ email: 'countess@example.com', password: ada.password }),
      }),
    );
    expect(response.headers.get('set-cookie')).toMatch(/^__Secure-interlock\.session_token=.*; Secure/);
    expect(await secure.identify(new Headers({ cookie: cookieOf(response) }))).toMatchObject({ name: 'Ada' });
  });
});

describe('an API token', () => {
  test('acts for its owner, under its name, until it is revoked', async () => {
    const token = 'token-of-ada';
    await sql`insert into api_token (name, person_id, token_hash) select 'robot', id, ${hashToken(token)} from app_user where name = 'Ada'`.execute(
      db.kysely,
    );
    expect(await people.identify(withToken(token))).toMatchObject({ name: 'Ada', viaToken: 'robot' });
    const { rows } = await sql<{ last_used_at: Date }>`select last_used_at from api_token`.execute(db.kysely);
    expect(rows[0]?.last_used_at).toBeInstanceOf(Date);
    await sql`delete from api_token`.execute(db.kysely);
    await expect(people.identify(withToken(token))).rejects.toThrow('This API token is not known');
  });

  test('has an end', async () => {
    const insert = sql`insert into api_token (name, person_id, token_hash, expires_at)
      select 'old', id, ${hashToken('old')}, now() - interval '1 second' from app_user where name = 'Ada'`;
    await insert.execute(db.kysely);
    await expect(people.identify(withToken('old'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('INTERLOCK_ADMIN_TOKEN', () => {
  test('is an administrator, also where there is none yet, and does not end the first run', async () => {
    const fresh = await createTestDatabase();
    const start = (token?: string) => createPeople({ db: fresh, baseUrl, adminToken: token, log });
    const first = await start(adminToken);
    expect(await first.identify(withToken(adminToken))).toMatchObject({
      name: 'Administrator',
      email: 'admin@interlock.local',
      roles: ['admin'],
      viaToken: 'admin token',
    });
    expect(await first.needsSetup()).toBe(true);

    const replaced = await start(`${adminToken}-2`);
    await expect(replaced.identify(withToken(adminToken))).rejects.toThrow('not known');
    expect(await replaced.identify(withToken(`${adminToken}-2`))).toMatchObject({ name: 'Administrator' });
    await expect((await start()).identify(withToken(`${adminToken}-2`))).rejects.toThrow('not known');
    const { rows } = await sql`select from app_user`.execute(fresh.kysely);
    expect(rows).toHaveLength(1);
    await fresh.close();
  });
});

test('the shipped roles are there, and nodes share one session secret', async () => {
  const { rows } = await sql<{ name: string }>`select name from role order by id`.execute(db.kysely);
  expect(rows.map(({ name }) => name)).toEqual(['admin', 'Action author', 'Quality', 'Operator', 'Viewer']);
  const [one, two] = await Promise.all([createPeople({ db, baseUrl, log }), createPeople({ db, baseUrl, log })]);
  const response = await one.handleAuth(
    new Request(`${baseUrl}/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'countess@example.com', password: ada.password }),
    }),
  );
  expect(await two.identify(new Headers({ cookie: cookieOf(response) }))).toMatchObject({ name: 'Ada' });
});

function tokenIn(link: string | undefined): string {
  return new URL(link ?? '').searchParams.get('token') ?? '';
}
