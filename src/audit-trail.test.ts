// Who did what, as administrators read it.

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditedIn, codeOf, createTestApp, type TestApp } from './test-app.ts';

type Headers = Record<string, string>;
let t: TestApp;
let admin: Headers;
let viewer: Headers;
beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
  viewer = await t.join('Viewer');
});
afterAll(() => t.close());

const audited = (search: string) => auditedIn(t, search, admin);

test('the audit trail tells who made, changed, switched, restored and deleted which action, with what changed', async () => {
  const rule = (
    await t.query(
      'mutation { createRule(input: {title: "Watch", target: PART, eventType: CREATE, enabled: false, context: "", code: "a = 1"}) { rule { id _etag } } }',
      admin,
    )
  ).data.createRule.rule;
  const change = async (etag: string, input: object) =>
    (
      await t.query('mutation ($input: UpdateRuleInput!) { updateRule(input: $input) { rule { _etag } } }', admin, {
        input: { id: rule.id, etag, ...input },
      })
    ).data.updateRule.rule._etag;
  let etag = rule._etag;
  for (const input of [{ code: 'a = 2' }, { enabled: true }, { enabled: false }, { code: 'a = 1' }])
    etag = await change(etag, input);
  await t.query('mutation ($id: ID!, $etag: String!) { deleteRule(id: $id, etag: $etag) { id } }', admin, {
    id: rule.id,
    etag,
  });
  const events = await audited('Watch');
  expect(events.map(({ kind }: { kind: string }) => kind)).toEqual([
    'ACTION_DELETED',
    'ACTION_RESTORED',
    'ACTION_DISABLED',
    'ACTION_ENABLED',
    'ACTION_CHANGED',
    'ACTION_CREATED',
  ]);
  expect(events[0].details.changes).toMatchObject({
    code: { old: 'a = 1', new: null },
    context: { old: '', new: null },
  });
  expect(events[1].details).toEqual({
    version: 3,
    restoredVersion: 1,
    changes: { code: { old: 'a = 2', new: 'a = 1' } },
  });
  expect(events[4]).toMatchObject({
    personName: 'admin',
    viaToken: 'admin',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    subjectType: 'Action',
    subjectId: String(rule.id),
    details: { version: 2, changes: { code: { old: 'a = 1', new: 'a = 2' } } },
  });
});

test('it tells of roles, the master switch, the retention and downloads', async () => {
  await t.query(
    'mutation { createRule(input: {title: "Logs", target: TEAM, eventType: CREATE, context: "", code: ""}) { rule { id } } createTeam(input: {name: "Logged"}) { team { id } } }',
    admin,
  );
  const { data } = await t.query('{ executionLogs { nodes { id triggeredBy { name } viaToken } } }', admin);
  expect(data.executionLogs.nodes).toMatchObject([{ triggeredBy: { name: 'admin' }, viaToken: 'admin' }]);
  const ids = data.executionLogs.nodes.map(({ id }: { id: string }) => id);
  await t.ask(`/execution-logs/${ids[0]}/download`, { headers: admin });
  await t.ask('POST /execution-logs/download', { body: { search: 'create team' }, headers: admin });
  expect(await audited('LOGS_DOWNLOADED')).toMatchObject([
    { personName: 'admin', details: { search: 'create team' } },
    { personName: 'admin', requestId: expect.any(String), details: { ids } },
  ]);
  await t.query('mutation { createRole(input: {name: "Auditor"}) { role { id } } }', admin);
  await t.query(
    'mutation { updateOrganizationSettings(input: {rules: {enabled: false}}) { organization { settings { rules { enabled } } } } }',
    admin,
  );
  expect((await audited('ROLE_CREATED Auditor'))[0].details.changes.name).toEqual({ old: null, new: 'Auditor' });
  expect((await audited('SETTINGS_CHANGED'))[0].details).toEqual({ changes: { enabled: { old: true, new: false } } });
  expect((await audited('SETTING_CHANGED RETENTION_DAYS'))[0].details.changes.value.new).toBe('30');
});

test('it can not be changed or deleted, not even by SQL', async () => {
  for (const statement of ['update audit_event set kind = kind', 'delete from audit_event', 'truncate audit_event']) {
    await expect(sql.raw(statement).execute(t.db.kysely)).rejects.toThrow('The audit trail is never changed');
  }
});

test('it is a spreadsheet in which no text is a formula', async () => {
  for (const name of ['=cmd()', '+1', '-1', '@x', '\t=x', 'a "quoted", thing'])
    await t.query('mutation ($n: String!) { createTeam(input: {name: $n}) { team { id } } }', admin, { n: name });
  const response = await t.ask('/audit-events.csv?kind=TEAM_CREATED', { headers: admin });
  const text = await response.text();
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit-events.csv"');
  expect(text.split('\r\n')[0]).toContain('"id","at","kind"');
  for (const cell of [`"'=cmd()"`, `"'+1"`, `"'-1"`, `"'@x"`, '"a ""quoted"", thing"']) expect(text).toContain(cell);
  expect(text).not.toMatch(/(^|,)"\s*[=+\-@]/m);
  expect(await audited('AUDIT_EXPORTED')).toHaveLength(1);
});

test('it is read page by page, filtered, by administrators only', async () => {
  const page = (after?: string) =>
    t.query(
      'query ($a: String) { auditEvents(first: 2, after: $a, filters: {kind: "TEAM_CREATED"}) { nodes { id } pageInfo { endCursor hasNextPage } } }',
      admin,
      { a: after },
    );
  const first = (await page()).data.auditEvents;
  const second = (await page(first.pageInfo.endCursor)).data.auditEvents;
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(second.nodes[0].id).toBeLessThan(first.nodes[1].id);
  expect(codeOf(await t.query('{ auditEvents(after: "x") { nodes { id } } }', admin))).toBe('BAD_USER_INPUT');
  expect(codeOf(await t.query('{ auditEvents { nodes { id } } }', viewer))).toBe('FORBIDDEN');
});

test('it is filtered by several kinds and several people at once, and so is the spreadsheet', async () => {
  for (const headers of [admin, viewer])
    await t.query('mutation { createApiToken(input: {name: "one more"}) { apiToken { id } } }', headers);
  const idOf = async (headers: Headers) => (await t.query('{ me { id } }', headers)).data.me.id;
  const [adminId, viewerId] = [await idOf(admin), await idOf(viewer)];
  const found = async (filters: object) => {
    const { data } = await t.query(
      'query ($f: AuditEventFilters) { auditEvents(first: 500, filters: $f) { nodes { kind personId } } }',
      admin,
      { f: filters },
    );
    const seen: { kind: string; personId: number }[] = data.auditEvents.nodes;
    return [...new Set(seen.map(({ kind, personId }) => `${kind} ${personId}`))].sort();
  };
  const kind = ['TOKEN_CREATED', 'TEAM_CREATED'];
  const of = (id: number) => [`TEAM_CREATED ${id}`, `TOKEN_CREATED ${id}`];
  expect(await found({ kind, personId: [adminId] })).toEqual(of(adminId));
  expect(await found({ kind, personId: [adminId, String(viewerId)] })).toEqual(
    [...of(adminId), `TOKEN_CREATED ${viewerId}`].sort(),
  );
  expect(await found({ kind: 'TOKEN_CREATED', personId: viewerId })).toEqual([`TOKEN_CREATED ${viewerId}`]);
  expect(await found({ kind: [] })).toEqual([]);

  const path = `/audit-events.csv?kind=${kind.join('&kind=')}&personId=${adminId}&personId=${viewerId}`;
  const [, ...lines] = (await (await t.ask(path, { headers: admin })).text()).trimEnd().split('\r\n');
  const cells = lines.map((line) => line.split(','));
  expect([...new Set(cells.map((line) => `${line[2]} ${line[3]}`.replaceAll('"', '')))].sort()).toEqual(
    [...of(adminId), `TOKEN_CREATED ${viewerId}`].sort(),
  );
  expect((await audited('AUDIT_EXPORTED'))[0].details).toEqual({ kinds: kind, personIds: [adminId, viewerId] });
  expect((await t.ask('/audit-events.csv?personId=1&personId=x', { headers: admin })).status).toBe(400);
});
