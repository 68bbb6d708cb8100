// Getting in, and being shut out: API tokens, links, sessions, deactivation, guessing.

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditedIn, codeOf, createTestApp, type TestApp } from './test-app.ts';

type Headers = Record<string, string>;
let t: TestApp;
let admin: Headers & { authorization: string };
let viewer: Headers & { authorization: string };
beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
  viewer = await t.join('Viewer');
});
afterAll(() => t.close());

const audited = (search: string) => auditedIn(t, search, admin);
async function createToken(headers: Headers, input: object) {
  const create =
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token apiToken { id name permissions expiresAt lastUsedAt } } }';
  return t.query(create, headers, { input });
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookieOf = (response: Response) => ({
  cookie: response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; '),
});

describe('an API token', () => {
  test('is shown once, kept as a hash, acts within its scope, and is gone when revoked', async () => {
    const { data } = await createToken(admin, { name: 'nightly', permissions: ['READ Part', 'SEE_LOGS'] });
    const { token, apiToken } = data.createApiToken;
    expect(token).toMatch(/^interlock_[\w-]{43}$/);
    const days = (Date.parse(apiToken.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(90, 1);
    const { rows } = await t.db.pool.query('select * from api_token where id = $1', [apiToken.id]);
    expect(JSON.stringify(rows)).not.toContain(token);

    const asToken = bearer(token);
    expect((await t.query('{ parts { nodes { id } } me { permissions } }', asToken)).data.me.permissions).toEqual([
      'SEE_LOGS',
    ]);
    for (const query of [
      '{ runs { nodes { id } } }',
      '{ rules { nodes { id } } }',
      '{ parts { nodes { mbomItems { id } } } auditEvents { nodes { id } } }',
      'mutation { createPart(input: {partNumber: "x"}) { part { id } } }',
    ]) {
      expect(codeOf(await t.query(query, asToken)), query).toBe('FORBIDDEN');
    }
    const listed = await t.query('{ apiTokens { name permissions lastUsedAt } }', admin);
    expect(listed.data.apiTokens[0]).toMatchObject({ name: 'nightly', lastUsedAt: expect.any(String) });

    const revoke = 'mutation ($id: ID!) { revokeApiToken(id: $id) { apiToken { name } } }';
    expect(codeOf(await t.query(revoke, viewer, { id: apiToken.id }))).toBe('NOT_FOUND');
    await t.query(revoke, admin, { id: apiToken.id });
    expect(codeOf(await t.query('{ me { id } }', asToken))).toBe('UNAUTHENTICATED');
    expect((await audited('nightly')).map(({ kind }: { kind: string }) => kind)).toEqual([
      'TOKEN_REVOKED',
      'TOKEN_CREATED',
    ]);
  });

  test('of somebody without a permission does not get it by naming it', async () => {
    const { data } = await createToken(viewer, { name: 'greedy', permissions: ['ADMINISTER', '* *'] });
    const asToken = bearer(data.createApiToken.token);
    expect(codeOf(await t.query('{ auditEvents { nodes { id } } }', asToken))).toBe('FORBIDDEN');
    expect(codeOf(await t.query('{ parts { nodes { id } } }', asToken))).toBeUndefined();
  });

  test('with a scope makes no tokens and no links, and ends no sessions', async () => {
    const { data } = await createToken(admin, { name: 'narrow', permissions: ['ADMINISTER'] });
    const asToken = bearer(data.createApiToken.token);
    expect(codeOf(await createToken(asToken, { name: 'wide' }))).toBe('FORBIDDEN');
    for (const mutation of ['createSignInLink(personId: 1) { url }', 'revokeSession(id: "x") { session { id } }'])
      expect(codeOf(await t.query(`mutation { ${mutation} }`, asToken))).toBe('FORBIDDEN');
  });

  test('needs a name, real permissions and an end that is near', async () => {
    const messages = await Promise.all(
      [
        { name: ' ' },
        { name: 'x', permissions: ['EVERYTHING'] },
        { name: 'x', expiresAt: '2020-01-01' },
        { name: 'x', expiresAt: '2099-01-01' },
      ].map(async (input) => (await createToken(admin, input)).errors[0].message),
    );
    expect(messages).toEqual([
      expect.stringContaining('name is empty'),
      expect.stringContaining('"EVERYTHING" is not a permission'),
      expect.stringContaining('expiresAt is 2020'),
      expect.stringContaining('expiresAt is 2099'),
    ]);
  });

  test('of others is seen by administrators only', async () => {
    expect(codeOf(await t.query('{ apiTokens(everybodys: true) { id } }', viewer))).toBe('FORBIDDEN');
    const { data } = await t.query('{ apiTokens(everybodys: true) { person { name } } }', admin);
    expect(data.apiTokens.map((token: { person: { name: string } }) => token.person.name)).toContain('Viewer');
  });
});

describe('a person', () => {
  const password = 'correct horse battery';
  let personId: number;
  const link = async () => {
    const mutation = 'mutation ($p: ID!) { createSignInLink(personId: $p) { url isInvitation } }';
    const { data } = await t.query(mutation, admin, { p: personId });
    const { url, isInvitation } = data.createSignInLink;
    return { isInvitation, token: new URL(url).searchParams.get('token') };
  };
  const choose = (token: string | null, chosen = password) =>
    t.ask('POST /auth/sign-in-link', { body: { token, password: chosen } });
  const signIn = (chosen: string) =>
    t.ask('POST /auth/sign-in/email', { body: { email: 'grace@example.com', password: chosen } });

  test('is invited by a link that works once, for three days, the newest only, and never with a short password', async () => {
    const made = await t.query(
      'mutation { createUser(input: {name: "Grace", email: "Grace@example.com", roleIds: [5]}) { user { id } } }',
      admin,
    );
    personId = made.data.createUser.user.id;
    const [old, late] = [await link(), await link()];
    const { rows } = await sql<{ hours: number }>`
      select round(extract(epoch from expires_at - now()) / 3600)::int as hours from sign_in_link`.execute(t.db.kysely);
    expect(rows).toEqual([{ hours: 72 }]);
    await sql`update sign_in_link set expires_at = now() - interval '1 second'`.execute(t.db.kysely);
    expect((await choose(late.token)).status).toBe(403);
    const { token, isInvitation } = await link();
    expect(isInvitation).toBe(true);
    expect((await choose(old.token)).status).toBe(403);
    expect((await choose(token, 'short')).status).toBe(400);
    const response = await choose(token);
    expect(response.status).toBe(200);
    expect((await t.query('{ me { name } }', cookieOf(response))).data.me.name).toBe('Grace');
    expect((await choose(token)).status).toBe(403);
    expect((await audited('Grace')).map(({ kind }: { kind: string }) => kind)).toEqual([
      'SIGNED_IN',
      'PASSWORD_CHOSEN',
      'INVITATION_CREATED',
      'INVITATION_CREATED',
      'INVITATION_CREATED',
      'USER_CREATED',
    ]);
  });

  test('who forgot the password gets another by a link, which ends the sessions there were', async () => {
    const before = cookieOf(await signIn(password));
    const { token, isInvitation } = await link();
    expect(isInvitation).toBe(false);
    expect((await choose(token, 'another good password')).status).toBe(200);
    expect(codeOf(await t.query('{ me { id } }', before))).toBe('UNAUTHENTICATED');
    expect((await signIn(password)).status).toBe(401);
    expect((await signIn('another good password')).status).toBe(200);
  });

  test('sees where they are signed in and ends it; nobody else does but an administrator', async () => {
    const first = cookieOf(await signIn('another good password'));
    const second = cookieOf(await signIn('another good password'));
    const { data } = await t.query('{ sessions { id isCurrent } }', second);
    const other = data.sessions.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
    expect(data.sessions.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toHaveLength(1);
    const revoke = 'mutation ($id: ID!) { revokeSession(id: $id) { session { id } } }';
    expect(codeOf(await t.query(revoke, viewer, { id: other.id }))).toBe('NOT_FOUND');
    expect(codeOf(await t.query('query ($p: ID) { sessions(personId: $p) { id } }', viewer, { p: personId }))).toBe(
      'FORBIDDEN',
    );
    const { data: all } = await t.query('query ($p: ID) { sessions(personId: $p) { id } }', admin, { p: personId });
    for (const { id } of all.sessions) await t.query(revoke, admin, { id });
    for (const cookie of [first, second])
      expect(codeOf(await t.query('{ me { id } }', cookie))).toBe('UNAUTHENTICATED');
  });

  test('who is deactivated is out at once, everywhere, and stays out', async () => {
    const cookie = cookieOf(await signIn('another good password'));
    const { data } = await createToken(cookie, { name: 'mine' });
    const { token } = await link();
    const find = 'query ($id: ID!) { user(id: $id) { _etag } }';
    const { _etag: etag } = (await t.query(find, admin, { id: personId })).data.user;
    await t.query(
      'mutation ($id: ID!, $etag: String!) { updateUser(input: {id: $id, etag: $etag, isActive: false}) { user { id } } }',
      admin,
      { id: personId, etag },
    );
    for (const headers of [cookie, bearer(data.createApiToken.token)])
      expect(codeOf(await t.query('{ me { id } }', headers))).toBe('UNAUTHENTICATED');
    expect(await (await t.ask('/auth/get-session', { headers: cookie })).json()).toBeNull();
    expect((await signIn('another good password')).status).toBe(403);
    expect((await choose(token)).status).toBe(403);
  });
});

describe('guessing', () => {
  const attempt = (email: string, password = 'wrong password') =>
    t.ask('POST /auth/sign-in/email', { body: { email, password } });

  // Twenty hashes of passwords, each made to take long.
  test('passwords is slow after ten, whether the account exists or not, and says when to try again', async () => {
    for (const email of ['nobody@example.com', 'admin@example.com']) {
      for (let count = 0; count < 10; count += 1) expect((await attempt(email)).status).toBe(401);
      const refused = await attempt(email);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
      expect((await refused.json()).errors[0].message).toContain('Try again in 15 minutes');
    }
    expect((await attempt('somebody.else@example.com')).status).toBe(401);
    // Later it is counted anew, and nothing is left of what was before.
    const { rows } = await t.db.pool.query(
      `update failed_attempt set ends_at = now() - interval '1 second' returning key`,
    );
    expect((await attempt('nobody@example.com')).status).toBe(401);
    const left = await t.db.pool.query('select failures from failed_attempt');
    expect(rows.length).toBeGreaterThan(3);
    expect(left.rows).toEqual([{ failures: 1 }, { failures: 1 }, { failures: 1 }]);
  }, 120_000);

  test('asking too often is refused to that person only', async () => {
    const small = await createTestApp({ requestsPerMinute: 10 });
    const [busy, calm] = [await small.join('admin'), await small.join('Viewer')];
    const ask = (headers: Headers) => small.ask('POST /graphql', { body: { query: '{ me { id } }' }, headers });
    for (let count = 0; count < 10; count += 1) expect((await ask(busy)).status).toBe(200);
    const refused = await ask(busy);
    expect(refused.status).toBe(429);
    expect((await refused.json()).errors[0]).toMatchObject({
      message: expect.stringContaining('REQUESTS_PER_MINUTE'),
      extensions: { code: 'LIMIT_EXCEEDED' },
    });
    expect((await ask(calm)).status).toBe(200);
    await small.close();
  });
});
