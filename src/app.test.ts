import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { baseUrl, createTestApp, type TestApp } from './test-app.ts';

let t: TestApp;
afterEach(() => t.close());

const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' };

test('the first run makes an administrator, who can then sign in, out and in again', async () => {
  t = await createTestApp();
  const link = new URL((await t.app.createSetupLink()) ?? '');
  expect(link.origin + link.pathname).toBe(`${baseUrl}/setup`);
  expect(await (await t.ask('/setup/status')).json()).toEqual({ needsSetup: true });
  const setUp = (token: string | null) => t.ask('POST /setup', { body: { ...ada, token } });
  expect((await setUp('wrong')).status).toBe(403);

  const made = await setUp(link.searchParams.get('token'));
  const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const me = '{ me { name roles { name } permissionGroups { name } } }';
  expect(await t.query(me, { cookie })).toEqual({
    data: { me: { name: 'Ada', roles: [{ name: 'admin' }], permissionGroups: [{ name: 'Administrators' }] } },
  });
  expect(await (await t.ask('/setup/status')).json()).toEqual({ needsSetup: false });
  expect(await t.app.createSetupLink()).toBeUndefined();

  await t.ask('POST /auth/sign-out', { headers: { cookie, origin: baseUrl }, body: {} });
  expect((await t.query(me, { cookie })).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  const wrong = await t.ask('POST /auth/sign-in/email', { body: { ...ada, password: 'wrong horse' } });
  expect((await wrong.json()).errors[0]).toMatchObject({
    message: 'Invalid email or password',
    extensions: { code: 'UNAUTHENTICATED', requestId: wrong.headers.get('x-request-id') },
  });
  expect((await t.ask('POST /auth/sign-in/email', { body: ada })).status).toBe(200);
});

test('with INTERLOCK_SAMPLE and INTERLOCK_ADMIN_TOKEN a program finds the sample factory at once', async () => {
  const adminToken = 'a-token-of-an-administrator-for-programs';
  t = await createTestApp({ loadSample: true, adminToken });
  const headers = { authorization: `Bearer ${adminToken}` };
  const { data } = await t.query(
    '{ parts(first: 1) { pageInfo { totalCount } } rules { nodes { enabled } } }',
    headers,
  );
  expect(data.parts.pageInfo.totalCount).toBeGreaterThan(5);
  expect(data.rules.nodes.length).toBeGreaterThan(10);
  expect((await t.ask('POST /setup/sample', { headers, body: {} })).status).toBe(400);
});

test('who lost the answer to a change finds by the request id that they sent whether it was made', async () => {
  t = await createTestApp();
  const headers = await t.join('admin');
  const since = new Date(Date.now() - 60_000).toISOString();
  await t.query(
    `mutation { createRule(input: {title: "No x", target: TEAM, eventType: CREATE, context: "{ team(id: $id) { name } }",
      code: "if context['team']['name'] == 'x': raise ValidationError('not x')"}) { rule { id } } }`,
    headers,
  );
  for (const name of ['x', 'y'])
    await t.query(`mutation { createTeam(input: {name: "${name}"}) { team { id } } }`, {
      ...headers,
      'x-request-id': `create-${name}`,
    });
  const { data } = await t.query(
    `{ executionLogs(filters: {target: {eq: TEAM}, createdAt: {gte: "${since}"}}) { nodes { clientRequestId committed targetRecordId } } }`,
    headers,
  );
  expect(data.executionLogs.nodes).toMatchObject([
    { clientRequestId: 'create-y', committed: true },
    { clientRequestId: 'create-x', committed: false },
  ]);
});

describe('without a sandbox', () => {
  test('it starts, says so, and refuses guarded changes only', async () => {
    t = await createTestApp({ python: '/nowhere/python3' });
    const headers = await t.join('admin');
    const ready = await t.ask('/readyz');
    expect(ready.status).toBe(503);
    expect((await ready.json()).reasons[0]).toContain('/nowhere/python3');
    expect(t.logged.join('')).toContain('Actions cannot run');
    const create = (number: string) =>
      t.query(`mutation { createPart(input: {partNumber: "${number}"}) { part { id } } }`, headers);
    expect((await create('A')).data).toBeTruthy();
    await addActions(['x']);
    await t.query(setRules, headers, { rules: { errorStateMessage: 'Call 4711.' } });
    const { errors } = await create('B');
    expect(errors[0].message).toContain("its actions can't be run on this server. Call 4711. ");
    expect((await t.query('{ parts { nodes { partNumber } } }', headers)).data.parts.nodes).toEqual([
      { partNumber: 'A' },
    ]);
  });

  test('changes go through where the settings say so, with logs that say that nothing was run', async () => {
    t = await createTestApp({ python: '/nowhere/python3' });
    const headers = await t.join('admin');
    await addActions(['Serial numbers', 'Revisions']);
    await t.query(setRules, headers, { rules: { errorState: 'ALLOW' } });
    const made = await t.query('mutation { createPart(input: {partNumber: "A"}) { part { id } } }', headers);
    expect(made.errors).toBeUndefined();
    const { data } = await t.query(
      '{ executionLogs { nodes { id outcome committed validationMessage executedActionIds } } }',
      headers,
    );
    const reason = expect.stringMatching(
      /^"Serial numbers" was not run\. .*\/nowhere\/python3.*\n"Revisions" was not run\. /,
    );
    expect(data.executionLogs.nodes).toEqual([
      {
        id: expect.any(String),
        outcome: 'FAILED',
        committed: true,
        validationMessage: reason,
        executedActionIds: [1, 2],
      },
    ]);
    const file = await t.ask(`/execution-logs/${data.executionLogs.nodes[0].id}/download`, { headers });
    const folder = mkdtempSync(join(tmpdir(), 'interlock-app-'));
    writeFileSync(join(folder, 'log.py'), await file.text());
    const { stdout, stderr } = spawnSync('python3', [join(folder, 'log.py')], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stdout).toBe('');
    expect(stderr).toContain('"Revisions" was not run.');
    expect(stderr).toContain('Identical to the log.');
    const { data: trail } = await t.query(
      '{ auditEvents(filters: {kind: "SETTINGS_CHANGED"}) { nodes { details } } }',
      headers,
    );
    expect(trail.auditEvents.nodes[0].details.changes).toEqual({ errorState: { old: 'BLOCK', new: 'ALLOW' } });
  });

  const setRules =
    'mutation ($rules: RuleSettingsInput) { updateOrganizationSettings(input: {rules: $rules}) { organization { settings { rules { errorState } } } } }';

  /** As they would have been made when there was a sandbox. */
  async function addActions(titles: string[]) {
    for (const title of titles) {
      await t.db.pool.query(
        `insert into action (title, target, event, error_state, context, code, version, etag, enabled)
         values ($1, 'PART', 'CREATE', 'BLOCK', '', '', 1, '', true)`,
        [title],
      );
    }
    await t.db.pool.query(
      `insert into action_version (action_id, version, title, target, event, error_state, context, code)
       select id, version, title, target, event, error_state, context, code from action`,
    );
    await t.db.pool.query('update organization set actions_revision = actions_revision + 1');
  }
});

describe('listening', () => {
  test('a port that is taken is named, with what to do', async () => {
    t = await createTestApp({ port: 0 });
    const port = await t.app.listen();
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({ status: 'ok' });
    const other = await createTestApp({ port });
    await expect(other.app.listen()).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to another port.`,
    );
    await other.close();
  });

  test('a connection is kept longer than a proxy keeps its own', async () => {
    t = await createTestApp({ port: 0 });
    const { headers } = await fetch(`http://127.0.0.1:${await t.app.listen()}/healthz`);
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  test('closing lets a change that runs finish', async () => {
    t = await createTestApp({ port: 0 });
    const port = await t.app.listen();
    const headers = { 'content-type': 'application/json', ...(await t.join('admin')) };
    const query = (text: string) =>
      fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: text }) });
    await query(
      'mutation { createRule(input: {title: "t", target: PART, eventType: CREATE, enabled: true, context: "", code: "for i in range(8_000_000): pass"}) { rule { id } } }',
    );
    const running = query('mutation { createPart(input: {partNumber: "last"}) { part { partNumber } } }');
    await vi.waitFor(
      async () => {
        const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
        expect(await metrics.text()).toMatch(/^interlock_sandbox_running 1$/m);
      },
      { interval: 5, timeout: 10_000 },
    );
    await t.app.close();
    expect((await (await running).json()).data.createPart.part).toEqual({ partNumber: 'last' });
    await expect(query('{ me { id } }')).rejects.toThrow();
  });
});
