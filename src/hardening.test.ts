// What an attacker would try on the running app, one test each. Who may do what is tested by role-table.test.ts, guessing
// and spreadsheet formulas by accounts.test.ts, queries that ask for too much by query-limits.test.ts, the sandbox by its own tests.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logFileName } from './execution-logs/log-file.ts';
import { isSameHash } from './people/tokens.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' };
let t: TestApp;
let admin: { authorization: string };
let cookie: string;
beforeAll(async () => {
  t = await createTestApp();
  const token = new URL((await t.app.createSetupLink()) ?? '').searchParams.get('token');
  cookie = (await t.ask('POST /setup', { body: { ...ada, token } })).headers.getSetCookie()[0]!;
  admin = await t.join('admin');
});
afterAll(() => t.close());

const graphql = (query: string) => t.query(query, admin);
const refusal = async (query: string) => (await graphql(query)).errors?.[0];

describe('another site', () => {
  const session = () => cookie.split(';')[0]!;

  test('can not make a form, a link or a plain request do something with a person’s cookie', async () => {
    const mutation = 'mutation { createPart(input: {partNumber: "csrf"}) { part { id } } }';
    const forms = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', ''];
    for (const type of forms) {
      const body = type.startsWith('app') ? new URLSearchParams({ query: mutation }).toString() : mutation;
      const response = await t.ask('POST /graphql', {
        body,
        headers: { cookie: session(), ...(type && { 'content-type': type }) },
      });
      expect(response.status, type).toBe(415);
    }
    const link = await t.ask(`/graphql?query=${encodeURIComponent(mutation)}`, { headers: { cookie: session() } });
    expect(link.ok).toBe(false);
    for (const origin of ['https://evil.example', 'http://127.0.0.1:4401', 'http://127.0.0.1.evil.example:4400']) {
      const response = await t.ask('POST /graphql', {
        body: { query: mutation },
        headers: { cookie: session(), origin },
      });
      expect(response.status, origin).toBe(403);
    }
    expect((await graphql('{ parts { nodes { id } } }')).data.parts.nodes).toEqual([]);
  });

  test('reads nothing: no answer allows its origin', async () => {
    const headers = { cookie: session(), origin: 'https://evil.example' };
    for (const what of ['OPTIONS /graphql', 'GET /graphql?query={me{id}}', 'GET /auth/get-session', 'GET /healthz']) {
      const answer = await t.ask(what, { headers });
      expect(answer.headers.get('access-control-allow-origin'), what).toBeNull();
      expect(answer.headers.get('cross-origin-resource-policy'), what).toBe('same-origin');
    }
  });

  test('can not frame a page, nor may a page run a script that is not ours', async () => {
    for (const path of ['/', '/graphql', '/sign-in']) {
      const { headers } = await t.ask(path, { headers: { ...admin, accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      expect(headers.get('x-frame-options'), path).toBe('DENY');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toMatch(/object-src 'none'.*base-uri 'none'.*form-action 'self'/);
      for (const kind of ['script', 'style', 'default']) {
        const sources = policy.match(`${kind}-src ([^;]*)`)?.[1] ?? policy.match('default-src ([^;]*)')?.[1];
        expect(sources, `${path} ${kind}`).not.toMatch(/unsafe|https?:|\*|data:/);
      }
    }
  });

  test('gets no cookie with its requests, and no script reads it', async () => {
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\//i);
    expect(cookie).not.toMatch(/Domain=/i);
    const secure = await createTestApp({ baseUrl: 'https://interlock.example.com' });
    const token = new URL((await secure.app.createSetupLink()) ?? '').searchParams.get('token');
    const answer = await secure.ask('POST /setup', { body: { ...ada, token } });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-interlock.*; Secure/);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
    await secure.close();
  });
});

describe('nothing is learned', () => {
  test('from how long it takes to refuse a sign-in', async () => {
    const timed = async (email: string) => {
      const started = performance.now();
      await t.ask('POST /auth/sign-in/email', { body: { email, password: 'wrong horse' } });
      return performance.now() - started;
    };
    // In turns, and the fastest of each: what else the machine does takes time of both.
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let count = 0; count < 7; count += 1) {
      known = Math.min(known, await timed(ada.email));
      unknown = Math.min(unknown, await timed('nobody@example.com'));
    }
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  test('of what one may not see: it is not even looked for', async () => {
    const operator = await t.join('Operator');
    await graphql('mutation { createRole(input: {name: "Nobody"}) { role { id } } }');
    const nobody = await t.join('Nobody');
    const { data } = await graphql(
      'mutation { createSupplier(input: {name: "Known", taxNumber: "1"}) { supplier { id } } }',
    );
    const known = data.createSupplier.supplier.id;
    const asked = async (who: Record<string, string>, query: string) => {
      const { errors, data: found } = await t.query(query, who);
      return JSON.stringify({ found, errors })
        .replaceAll(/"requestId":"[^"]+"/g, '')
        .replaceAll(/\b\d+\b/g, 'N');
    };
    const questions = (id: number) => [
      `{ supplier(id: ${id}) { name } }`,
      `{ suppliers(filters: {id: {eq: ${id}}}) { nodes { id } } }`,
      `mutation { updateSupplier(input: {id: ${id}, etag: "x", name: "y"}) { supplier { id } } }`,
      `mutation { deleteSupplier(id: ${id}, etag: "x") { id } }`,
      `{ executionLog(id: "019aaf12-3b4c-7d5e-8f60-${String(id).padStart(12, '0')}") { id } }`,
      `{ rule(id: ${id}) { title } }`,
    ];
    for (const [index, question] of questions(known).entries()) {
      const answer = await asked(nobody, question);
      expect(answer, question).toContain('"code":"FORBIDDEN"');
      expect(await asked(nobody, questions(999_999)[index]!), question).toBe(answer);
      await t.db.pool.query('alter table supplier rename to supplier_away');
      expect(await asked(nobody, question), question).toBe(answer);
      await t.db.pool.query('alter table supplier_away rename to supplier');
    }
    // A field that one may not see can't be found out by filtering or sorting either.
    for (const list of ['filters: {taxNumber: {eq: "1"}}', 'sort: [{field: taxNumber}]']) {
      const answer = await t.query(`{ suppliers(${list}) { nodes { id } } }`, operator);
      expect(answer.errors?.[0].extensions.code, list).toBe('FORBIDDEN');
    }
  });

  test('from what our own failures say', async () => {
    await t.db.pool.query('alter table receipt rename to receipt_gone');
    const error = await refusal('{ receipts { nodes { id } } }');
    await t.db.pool.query('alter table receipt_gone rename to receipt');
    expect(error).toMatchObject({ extensions: { code: 'INTERNAL', requestId: expect.any(String) } });
    expect(JSON.stringify(error)).not.toMatch(/receipt_gone|relation|select|src\/|node_modules|at \w+ \(/i);
    expect(t.logged.join('')).toContain(error.extensions.requestId);
  });

  test('from the log of the server: no token, password, cookie or link is in it', async () => {
    await t.ask('/setup?token=secret-of-a-link', { headers: { cookie } });
    const logged = t.logged.join('');
    for (const secret of [
      ada.password,
      'wrong horse',
      admin.authorization,
      cookie.split(/[=;]/)[1]!,
      'secret-of-a-link',
    ])
      expect(logged).not.toContain(secret);
  });

  test('by comparing secrets byte by byte', () => {
    expect(isSameHash(Buffer.from('abc'), Buffer.from('abc'))).toBe(true);
    expect(isSameHash(Buffer.from('abc'), Buffer.from('abd'))).toBe(false);
    expect(isSameHash(Buffer.from('abc'), Buffer.from('abcd'))).toBe(false);
  });
});

describe('a text that somebody wrote', () => {
  const script = '<script>alert(1)</script><img src=x onerror=alert(1)>';

  test('is never part of a page: it leaves as JSON, or as a file to be saved', async () => {
    const make =
      "mutation ($t: String!) { createRule(input: {title: $t, target: TEAM, eventType: CREATE, context: \"\", code: \"print(1); raise ValidationWarning(context['changes']['teams']['name']['new'])\"}) { rule { id title } } }";
    expect((await t.query(make, admin, { t: script })).data.createRule.rule.title).toBe(script);
    const team = 'mutation ($t: String!) { createTeam(input: {name: $t}) { team { name } } }';
    const changed = await t.query(team, admin, { t: script });
    const [warning] = changed.extensions.warnings;
    expect(warning).toMatchObject({ message: script, actionTitle: script });
    const paths = [
      `/execution-logs/${warning.executionLogId}/download`,
      `/audit-events.csv`,
      `/graphql?query={executionLogs{nodes{validationMessage}}}`,
      `/auth/${encodeURIComponent(script)}`,
      `/${encodeURIComponent(script)}.html`,
    ];
    for (const path of paths) {
      const { headers } = await t.ask(path, { headers: admin });
      expect(headers.get('content-type'), path).not.toMatch(/html|xml|svg/);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    }
    const file = await t.ask(paths[0]!, { headers: admin });
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.]+"$/);
  });

  test('can not end the comment it stands in, in a log file', async () => {
    const evil = 'x\nimport os\u2028os.system("id")\r#';
    const rule =
      'mutation ($t: String!) { createRule(input: {title: $t, target: LOCATION, eventType: CREATE, context: "", code: "raise ValidationError"}) { rule { id } } }';
    const made = await t.query(rule, admin, { t: evil });
    if (made.errors) return expect(made.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    const refused = await graphql('mutation { createLocation(input: {name: "L"}) { location { id } } }');
    const { executionLogId } = refused.errors[0].extensions;
    const text = await (await t.ask(`/execution-logs/${executionLogId}/download`, { headers: admin })).text();
    const [comments] = text.split('# --- The program');
    expect(comments).not.toMatch(/(^|[\r\u2028])os\.system|^import os\u2028/m);
  });

  test('can not lead a file of a Zip out of its folder', () => {
    const forged = { target: '../../etc/passwd', event: 'CREATE', targetRecordId: 1, createdAt: new Date(0) } as const;
    expect(logFileName({ ...forged, id: '019aaf12-3b4c-7d5e-8f60-718293a4b5c6' })).toMatch(
      /^[A-Z0-9_]+_[\da-f]{8}\.py$/,
    );
  });

  test('that no database takes is refused, never answered as our failure', async () => {
    const bad = encodeURIComponent('a\0b');
    for (const path of [
      `/audit-events.csv?search=${bad}`,
      `/audit-events.csv?kind=${bad}`,
      `/audit-events.csv?personId=${bad}`,
    ])
      expect((await t.ask(path, { headers: admin })).status, path).toBe(400);
    const zip = (body: object) => t.ask('POST /execution-logs/download', { body, headers: admin });
    expect((await zip({ ids: ['\0', '\ud800'] })).status).toBe(404);
    expect((await zip({ search: '\0 \ud800' })).status).toBeLessThan(500);
    for (const query of [
      '{ auditEvents(search: "\\u0000") { nodes { id } } }',
      '{ auditEvents(filters: {kind: "\\u0000"}) { nodes { id } } }',
      'mutation { revokeSession(id: "\\u0000") { session { id } } }',
      'mutation { createApiToken(input: {name: "a\\u0000"}) { token } }',
      'mutation { createApiToken(input: {name: "a", permissions: ["\\u0000"]}) { token } }',
      '{ executionLogs(search: "\\u0000") { nodes { id } } }',
    ]) {
      expect((await refusal(query))?.extensions.code, query).not.toBe('INTERNAL');
    }
    const sign = await t.ask('POST /auth/sign-in/email', { body: { email: 'a\0@example.com', password: 'x\0' } });
    expect(sign.status).toBeLessThan(500);
    expect((await t.ask('POST /auth/sign-in-link', { body: { token: '\0', password: 'correct horse' } })).status).toBe(
      403,
    );
  });

  test('forges no line of the log and no label of the metrics', async () => {
    const path = '/%0a%7B%22level%22:60%7D/x"}%20evil%201';
    await t.ask(path, { headers: { 'x-request-id': 'a"} evil 1', 'user-agent': 'evil"}' } });
    const rule =
      'mutation ($t: String!) { createRule(input: {title: $t, target: PARTKIT, eventType: CREATE, context: "", code: "raise type(\\"evil\\", (Exception,), {})(\\"\\\\n{}\\")", errorState: ALLOW}) { rule { id } } createPartKit(input: {}) { partKit { id } } }';
    expect((await t.query(rule, admin, { t: 'evil",le="1"} 1\n# ' })).errors).toBeUndefined();
    for (const line of t.logged.join('').trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    expect(t.logged.join('')).not.toContain('"clientRequestId":"a');
    expect(await (await t.ask('/metrics')).text()).not.toContain('evil');
  });
});

describe('a header that only a proxy should set', () => {
  const addressOfNewest = async (app: TestApp) => {
    const { rows } = await app.db.pool.query('select ip_address from login_session order by created_at desc limit 1');
    return String(rows[0].ip_address);
  };
  const headers = { 'x-forwarded-for': '6.6.6.6, 10.1.2.3', 'x-interlock-client-address': '7.7.7.7' };

  test('is not believed unless TRUST_PROXY says so', async () => {
    await t.ask('POST /auth/sign-in/email', { body: ada, headers });
    expect(await addressOfNewest(t)).not.toMatch(/6\.6|10\.1|7\.7/);
    const forwarded = { 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' };
    expect((await t.ask('POST /auth/sign-in/email', { body: ada, headers: forwarded })).status).toBe(403);
  });

  test('does not hide the address of a socket', async () => {
    const listening = await createTestApp({ port: 0 });
    const token = new URL((await listening.app.createSetupLink()) ?? '').searchParams.get('token');
    const port = await listening.app.listen();
    const post = (path: string, body: object) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('/setup', { ...ada, token })).status).toBe(200);
    expect(await addressOfNewest(listening)).toBe('127.0.0.1');
    await post('/auth/sign-in/email', { ...ada, password: 'wrong horse' });
    const { rows } = await listening.db.pool.query("select details from audit_event where kind = 'SIGN_IN_FAILED'");
    expect(rows).toEqual([{ details: { address: '127.0.0.1' } }]);
    await listening.close();
  });

  test('is believed as far as there are proxies', async () => {
    const behind = await createTestApp({ trustedProxies: 1 });
    const token = new URL((await behind.app.createSetupLink()) ?? '').searchParams.get('token');
    await behind.ask('POST /setup', { body: { ...ada, token }, headers });
    expect(await addressOfNewest(behind)).toBe('10.1.2.3');
    const forwarded = { 'x-forwarded-host': 'interlock.example', origin: 'https://interlock.example' };
    expect((await behind.ask('POST /auth/sign-in/email', { body: ada, headers: forwarded })).status).toBe(200);
    await behind.close();
  });
});
