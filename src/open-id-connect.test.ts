// Signing in at a real OpenID Connect provider, found by discovery.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestProvider, type TestProvider } from './people/test-provider.ts';
import { baseUrl, createTestApp, type TestApp } from './test-app.ts';

let provider: TestProvider;
let t: TestApp;
let admin: { authorization: string };
beforeAll(async () => {
  provider = await startTestProvider(`${baseUrl}/auth/callback/oidc`);
  t = await createTestApp({ openIdConnect: provider });
  admin = await t.join('admin');
  await t.query('mutation { createUser(input: {name: "Grace", email: "Grace@example.com"}) { user { id } } }', admin);
});
afterAll(async () => {
  await t.close();
  await provider.close();
});

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

async function signIn() {
  const begun = await t.ask('POST /auth/sign-in/social', {
    body: { provider: 'oidc', callbackURL: '/records', errorCallbackURL: '/sign-in' },
    headers: { origin: baseUrl },
  });
  expect(begun.status).toBe(200);
  const { url } = (await begun.json()) as { url: string };
  expect(url).toContain('code_challenge=');
  const back = new URL(await provider.visit(url));
  const cookie = cookiesOf(begun).join('; ');
  const done = await t.ask(back.pathname + back.search, { headers: { cookie } });
  return { location: done.headers.get('location') ?? '', cookie: cookiesOf(done).join('; ') };
}

test('a person whom an administrator has made signs in with their verified email, and again', async () => {
  provider.signInAs({ sub: 'g-1', email: 'grace@example.com', email_verified: true, name: 'Grace H.' });
  for (const _time of ['first', 'second']) {
    const { location, cookie } = await signIn();
    expect(location).toBe('/records');
    expect((await t.query('{ me { name email } }', { cookie })).data.me).toEqual({
      name: 'Grace',
      email: 'grace@example.com',
    });
  }
  const { rows } = await t.db.pool.query('select access_token, refresh_token, id_token from login_account');
  expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
  const { data } = await t.query('{ auditEvents(filters: {kind: "SIGNED_IN"}) { nodes { personName } } }', admin);
  expect(data.auditEvents.nodes).toEqual([{ personName: 'Grace' }, { personName: 'Grace' }]);
});

test.each([
  ['whom nobody has made', { email: 'eve@example.com', email_verified: true }],
  ['whose email the provider has not verified', { email: 'admin@example.com', email_verified: false }],
])('a person %s is sent back to sign in, without a session', async (_who, claims) => {
  provider.signInAs({ sub: `x-${claims.email}`, name: 'Eve', ...claims });
  const { location, cookie } = await signIn();
  expect(location).toMatch(/^\/sign-in\?error=(no_such_person|account_not_linked)/);
  expect((await t.query('{ me { id } }', { cookie })).errors[0].extensions.code).toBe('UNAUTHENTICATED');
});

test('a callback that nobody began is refused', async () => {
  for (const forged of ['?code=stolen&state=forged', '?code=stolen', '?error=x&state=', '']) {
    const response = await t.ask(`/auth/callback/oidc${forged}`);
    expect(response.headers.get('location'), forged).toMatch(/\/sign-in\?error=|error=/);
    expect(response.headers.getSetCookie().join()).not.toContain('session_token=');
  }
  expect(t.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

test('without a provider there is nothing to call back to', async () => {
  const plain = await createTestApp();
  for (const what of ['GET /auth/callback/oidc?code=x&state=y', 'POST /auth/sign-in/social'])
    expect((await plain.ask(what, what.startsWith('POST') ? { body: { provider: 'oidc' } } : {})).status).toBe(404);
  await plain.close();
});

test('a person who was deactivated is not let in by the provider either', async () => {
  provider.signInAs({ sub: 'g-1', email: 'grace@example.com', email_verified: true, name: 'Grace' });
  await t.db.pool.query("update app_user set is_active = false where name = 'Grace'");
  const { cookie } = await signIn();
  expect((await t.query('{ me { id } }', { cookie })).errors[0].extensions.code).toBe('UNAUTHENTICATED');
});
