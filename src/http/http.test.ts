import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, codeOf, createTestApp, type TestApp } from '../test-app.ts';

let webDir: string;
let t: TestApp;
let admin: { authorization: string };
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'interlock-web-'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(
    join(webDir, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>Interlock</title>',
  );
  await writeFile(join(webDir, 'assets', 'index-1a2b.js'), `// ${'x'.repeat(2000)}`);
  t = await createTestApp({ webDir });
  admin = await t.join('admin');
});
afterAll(async () => {
  await t.close();
  await rm(webDir, { recursive: true });
});

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;

describe('every answer', () => {
  test('has a request id of ours, and security headers', async () => {
    const { headers } = await t.ask('/healthz', { headers: { 'x-request-id': 'mine' } });
    expect(headers.get('x-request-id')).toMatch(uuid7);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  test('that is an error looks like those of GraphQL and names its request', async () => {
    const response = await t.ask('/execution-logs/nope/download', { headers: admin });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'There is no such execution log, or it has expired.',
          extensions: { code: 'NOT_FOUND', requestId: response.headers.get('x-request-id') },
        },
      ],
    });
  });
});

describe('who is not signed in', () => {
  const refused = [
    'POST /graphql',
    'GET /graphql?query={__schema{queryType{name}}}',
    'GET /graphql/graphiql/graphiql.js',
    'GET /execution-logs/019aaf12-3b4c-7d5e-8f60-718293a4b5c6/download',
    'POST /execution-logs/download',
    'POST /setup/sample',
  ];
  test.each(refused)('is refused: %s', async (what) => {
    const response = await t.ask(what, what.startsWith('POST') ? { body: { query: '{ me { id } }' } } : {});
    expect(response.status).toBe(401);
    expect((await response.json()).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is told so by GraphQL with status 200 when the client wants plain application/json', async () => {
    const response = await t.ask('POST /graphql', { body: {}, headers: { accept: 'application/json' } });
    expect(response.status).toBe(200);
    expect((await response.json()).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is sent to sign in from the page of GraphiQL', async () => {
    const response = await t.ask('/graphql', { headers: { accept: 'text/html' } });
    expect(response.headers.get('location')).toBe('/sign-in?returnTo=%2Fgraphql');
  });

  test.each(['/healthz', '/readyz', '/metrics', '/setup/status', '/auth/get-session', '/', '/sign-in'])(
    'may have %s',
    async (path) => {
      expect((await t.ask(path)).status).toBe(200);
    },
  );

  test('is told that a token is no longer good', async () => {
    const response = await t.ask('POST /graphql', { body: {}, headers: { authorization: 'Bearer gone' } });
    expect((await response.json()).errors[0].message).toContain('This API token is not known');
  });
});

describe('a role', () => {
  const createPart = (number: string) => `mutation { createPart(input: {partNumber: "${number}"}) { part { id } } }`;

  test('Viewer sees records and changes nothing', async () => {
    const viewer = await t.join('Viewer');
    expect(codeOf(await t.query('{ parts { nodes { id } } }', viewer))).toBeUndefined();
    expect(codeOf(await t.query(createPart('V'), viewer))).toBe('FORBIDDEN');
    expect(codeOf(await t.query('{ executionLogs { nodes { id } } }', viewer))).toBe('FORBIDDEN');
    expect((await t.ask('/execution-logs/x/download', { headers: viewer })).status).toBe(403);
    expect((await t.ask('POST /execution-logs/download', { headers: viewer, body: { ids: ['x'] } })).status).toBe(403);
    expect((await t.ask('POST /setup/sample', { headers: viewer, body: {} })).status).toBe(403);
  });

  test('Operator changes records, but not actions and not who may do what', async () => {
    const operator = await t.join('Operator');
    expect(codeOf(await t.query(createPart('O'), operator))).toBeUndefined();
    expect(codeOf(await t.query('mutation { createRole(input: {name: "x"}) { role { id } } }', operator))).toBe(
      'FORBIDDEN',
    );
    const rule =
      'mutation { createRule(input: {title: "t", target: PART, eventType: CREATE, context: "", code: ""}) { rule { id } } }';
    expect(codeOf(await t.query(rule, operator))).toBe('FORBIDDEN');
    expect(codeOf(await t.query(rule, await t.join('Action author')))).toBeUndefined();
  });
});

describe('a request from another site', () => {
  const signIn = { email: 'a@example.com', password: 'wrong horse' };
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ];
  test.each(foreign)('is refused: %o', async (headers) => {
    for (const what of ['POST /graphql', 'POST /auth/sign-in/email', 'POST /setup', 'POST /execution-logs/download']) {
      const response = await t.ask(what, { body: signIn, headers: { ...admin, ...headers } });
      expect(response.status, what).toBe(403);
    }
  });

  test('is told from one of ours, and from a program', async () => {
    const own: Record<string, string>[] = [{ origin: baseUrl }, { 'sec-fetch-site': 'same-origin' }, {}];
    for (const headers of own) {
      expect((await t.ask('POST /auth/sign-in/email', { body: signIn, headers })).status).toBe(401);
    }
  });
});

describe('a body', () => {
  test('that is too large is refused with its limit', async () => {
    const response = await t.ask('POST /execution-logs/download', {
      headers: admin,
      body: { ids: ['x'.repeat(1_100_000)] },
    });
    expect(response.status).toBe(413);
    expect((await response.json()).errors[0]).toMatchObject({
      message: expect.stringContaining('larger than 1 MB'),
      extensions: { code: 'LIMIT_EXCEEDED' },
    });
  });

  test('of 32 MB is too large for GraphQL, and is not read from who is not signed in', async () => {
    const body = 'x'.repeat(33 * 1024 * 1024);
    const headers = { 'content-type': 'application/json' };
    expect((await t.ask('POST /graphql', { body, headers: { ...headers, ...admin } })).status).toBe(413);
    expect((await t.ask('POST /graphql', { body, headers })).status).toBe(401);
  });

  test('that is no JSON is refused', async () => {
    const response = await t.ask('POST /setup', { body: 'hello' });
    expect((await response.json()).errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});

test('a large answer of GraphQL comes zipped to who takes it, a small one never', async () => {
  const ask = async (query: string, encoding: string) => {
    const headers = { ...admin, 'accept-encoding': encoding };
    const response = await t.ask('POST /graphql', { body: { query }, headers });
    return { encoding: response.headers.get('content-encoding'), bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const large = '{ __schema { types { name fields { name description } } } }';
  const plain = await ask(large, 'identity');
  const zipped = await ask(large, 'gzip, deflate, br');
  expect([plain.encoding, zipped.encoding, (await ask('{ me { id } }', 'gzip')).encoding]).toEqual([
    null,
    'gzip',
    null,
  ]);
  expect(gunzipSync(zipped.bytes)).toEqual(plain.bytes);
});

describe('the web app', () => {
  test('is kept for ever where its name has a hash, and asked about again where not', async () => {
    expect((await t.ask('/')).headers.get('cache-control')).toBe('no-cache');
    const asset = await t.ask('/assets/index-1a2b.js', { headers: { 'accept-encoding': 'gzip' } });
    const etag = asset.headers.get('etag') ?? '';
    expect((await t.ask('/assets/index-1a2b.js', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
  });

  test('has a nonce in each answer that its policy names, and that no cache mixes with another', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/records/part', '/index.html']) {
      const page = await t.ask(path, { headers: { 'if-none-match': '*' } });
      const [, nonce = ''] = /nonce="([\w-]{20,})"/.exec(await page.text()) ?? [];
      expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(page.headers.get('etag')).toBeNull();
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  test('answers for its pages, and for nothing that looks like a file or is another room', async () => {
    for (const path of ['/records/part', '/execution-logs', '/execution-logs/019aaf12', '/setup?token=x']) {
      expect(await (await t.ask(path)).text()).toContain('<title>Interlock');
    }
    for (const path of ['/assets/gone-1a2b.js', '/favicon.ico', '/..%2f..%2fpackage.json', '/auth/nothing']) {
      expect((await t.ask(path)).status, path).toBe(404);
    }
    expect((await t.ask('POST /records/part', { body: {} })).status).toBe(404);
  });

  test('has GraphiQL with no script but its files', async () => {
    const response = await t.ask('/graphql', { headers: { accept: 'text/html', ...admin } });
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).not.toContain('https:');
    for (const [, path] of html.matchAll(/(?:src|href)="(\/graphql\/[^"]+)"/g)) {
      expect((await t.ask(path!, { headers: admin })).status, path).toBe(200);
    }
    expect(html).not.toMatch(/<script>|https?:\/\//);
  });
});

test('the health of the app is told, and its numbers', async () => {
  expect(await (await t.ask('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await t.ask('/readyz')).json()).toEqual({ status: 'ready' });
  const metrics = await (await t.ask('/metrics')).text();
  expect(metrics).toContain('interlock_sandbox_available 1');
  const count = 'interlock_http_request_duration_seconds_count';
  expect(metrics).toContain(`${count}{method="GET",route="/readyz",status="200"} 2`);
  expect(metrics).toContain(`${count}{method="GET",route="/execution-logs/:id/download",status="404"} 1`);
});

test('how long actions waited for a process is told as a histogram, which looking at code is not part of', async () => {
  const numbers = async () => (await t.ask('/metrics')).text();
  const countIn = (text: string, what: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`interlock_sandbox_wait_seconds_${what} `))
        ?.split(' ')[1],
    );
  const before = countIn(await numbers(), 'count');
  const dryRun = 'mutation { dryRunRule(input: {title: "t", code: "pass", contextData: {}}) { outcome } }';
  for (let run = 0; run < 3; run += 1) await t.query(dryRun, admin);
  await t.query('{ checkRule(context: "", code: "pass") { message } }', admin);
  const after = await numbers();
  expect(after).toContain('# TYPE interlock_sandbox_wait_seconds histogram');
  expect(countIn(after, 'count')).toBe(before + 3);
  expect(countIn(after, 'sum')).toBeGreaterThan(0);
  expect(countIn(after, 'bucket{le="4"}')).toBe(before + 3);
});

test('what is logged names the request and the person, and holds no secret', async () => {
  const response = await t.ask('/setup?token=one-time-secret', { headers: admin });
  await t.ask('POST /auth/sign-in/email', { body: { email: 'eve@example.com', password: 'typed-secret' } });
  const text = t.logged.join('');
  expect(text).toContain(response.headers.get('x-request-id'));
  for (const secret of ['one-time-secret', 'typed-secret', 'token-of-admin', 'Bearer'])
    expect(text).not.toContain(secret);
});
