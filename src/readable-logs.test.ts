// What of an execution log its readers are shown, by every path: the API, the list, the file and the Zip.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './test-app.ts';

const taxNumber = 'DE-811907980';
let t: TestApp;
let admin: { authorization: string };
let quality: { authorization: string };
let id: string;

beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
  quality = await t.join('Quality');
  const rule = await t.query(
    `mutation ($code: String!) { createRule(input: {title: "t", target: SUPPLIER, eventType: CREATE, enabled: true,
      context: "{ supplier(id: $id) { name taxNumber } }", code: $code}) { rule { id } } }`,
    admin,
    {
      code: 'print("checking", context["supplier"]["taxNumber"])\nraise ValidationError("bad number " + context["supplier"]["taxNumber"])',
    },
  );
  expect(rule.errors).toBeUndefined();
  const refused = await t.query(
    'mutation ($n: String) { createSupplier(input: {name: "Hooke", taxNumber: $n}) { supplier { id } } }',
    admin,
    { n: taxNumber },
  );
  expect(refused.errors[0].message).toBe(`bad number ${taxNumber}`);
  id = refused.errors[0].extensions.executionLogId;
});
afterAll(() => t.close());

const fields = 'id validationMessage hidden warnings { message } actions { context output message }';
const readLog = async (headers: object) =>
  (await t.query(`query ($id: ID!) { executionLog(id: $id) { ${fields} } }`, headers as never, { id })).data
    .executionLog;
const download = async (headers: { authorization: string }) =>
  (await t.ask(`/execution-logs/${id}/download`, { headers })).text();

test('who may see everything sees the log as it was', async () => {
  const log = await readLog(admin);
  expect(log).toMatchObject({ validationMessage: `bad number ${taxNumber}`, hidden: null });
  expect(log.actions[0]).toMatchObject({
    context: { supplier: { name: 'Hooke', taxNumber } },
    output: `checking ${taxNumber}\n`,
  });
  expect(await download(admin)).not.toContain("can't be exact");
});

test('who may not see a sensitive value finds a placeholder wherever it stood', async () => {
  const log = await readLog(quality);
  expect(JSON.stringify(log)).not.toContain('811907980');
  expect(log.hidden).toBe('Values that you may not see are hidden: Supplier.taxNumber.');
  expect(log.actions[0]).toMatchObject({
    context: { supplier: { name: 'Hooke', taxNumber: '[hidden: Supplier.taxNumber, a text]' } },
    output: 'checking [hidden]\n',
    message: 'bad number [hidden]',
  });
});

test('lists show no sensitive value to anybody, and none can be searched for', async () => {
  for (const reader of [admin, quality]) {
    const { data } = await t.query('{ executionLogs { nodes { validationMessage } } }', reader);
    expect(data.executionLogs.nodes[0].validationMessage).toBe('bad number [hidden]');
    const found = await t.query(
      `{ executionLogs(filters: {validationMessage: {ilike: "%${taxNumber}%"}}) { nodes { id } } }`,
      reader,
    );
    expect(found.data.executionLogs.nodes).toEqual([]);
  }
});

test('the file says that it is not exact, and why, to who reads it and to who runs it', async () => {
  const text = await download(quality);
  expect(text).not.toContain('811907980');
  const lines = text.split('\n');
  expect(lines[2]).toBe(
    "# This file can't be exact: it was downloaded by somebody who may not see everything. Values that you may not see are hidden: Supplier.taxNumber.",
  );
  const zip = await t.ask('POST /execution-logs/download', { headers: quality, body: { ids: [id] } });
  expect(zip.status).toBe(200);
  const folder = mkdtempSync(join(tmpdir(), 'interlock-file-'));
  const file = join(folder, 'log.py');
  writeFileSync(file, text);
  const ran = spawnSync('python3', [file], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(ran.stderr.match(/can't be exact/g)).toHaveLength(1);
  expect(ran.stdout).toBe('checking [hidden: Supplier.taxNumber, a text]\n');
});

test('without the permission to see contexts a log shows all the rest, and says so', async () => {
  await sql`
    insert into role (etag, name) values ('', 'Auditor');
    `.execute(t.db.kysely);
  await sql`insert into permission_group (etag, name, permissions) values ('', 'Logs', '["SEE_LOGS"]')`.execute(
    t.db.kysely,
  );
  await sql`insert into role_permission_group select role.id, g.id from role, permission_group g where role.name = 'Auditor' and g.name = 'Logs'`.execute(
    t.db.kysely,
  );
  const auditor = await t.join('Auditor');
  const log = await readLog(auditor);
  expect(log.hidden).toContain('SEE_CONTEXTS');
  expect(log.actions[0].context).toEqual({ hidden: 'You may not see the contexts of actions.' });
  expect(log.actions[0].output).toBe('checking [hidden]\n');
  expect((await t.ask(`/execution-logs/${id}/download`, { headers: auditor })).status).toBe(403);
});

test('an author sees no more in a dry run than in records', async () => {
  const author = await t.join('Action author');
  const made = await t.query(
    'mutation ($n: String) { updateOrganizationSettings(input: {rules: {enabled: false}}) { organization { settings { rules { enabled } } } } createSupplier(input: {name: "Hooke", taxNumber: $n}) { supplier { id taxNumber } } }',
    admin,
    { n: taxNumber },
  );
  const { supplier } = made.data.createSupplier;
  expect(supplier.taxNumber).toBe(taxNumber);
  const dry = await t.query(
    `mutation ($id: ID!) { dryRunRule(input: {target: SUPPLIER, eventType: UPDATE, context: "{ supplier(id: $id) { taxNumber } }",
      recordId: $id, code: "print(context['supplier']['taxNumber'][::-1])"}) { output contextData } }`,
    author,
    { id: supplier.id },
  );
  expect(dry.data.dryRunRule.output).toBe(`${[...'[hidden: Supplier.taxNumber, a text]'].reverse().join('')}\n`);
  const ask = (query: string) => t.query(query, author, { id: supplier.id, n: '1' });
  expect((await ask('query ($id: ID!) { supplier(id: $id) { name taxNumber } }')).data.supplier).toEqual({
    name: 'Hooke',
    taxNumber: null,
  });
  for (const probe of [
    '{ suppliers(filters: {taxNumber: {ilike: "DE%"}}) { nodes { id } } }',
    '{ suppliers(sort: [{field: taxNumber}]) { nodes { id } } }',
    '{ purchaseOrders(filters: {not: {supplier: {taxNumber: {eq: "x"}}}}) { nodes { id } } }',
    'mutation ($n: String) { createSupplier(input: {name: "x", taxNumber: $n}) { supplier { id } } }',
  ]) {
    expect((await ask(probe)).errors[0].message, probe).toContain('taxNumber is sensitive');
  }
  const { data } = await ask('{ recordTypes { name fields { name } } }');
  const type = data.recordTypes.find(({ name }: { name: string }) => name === 'Supplier');
  expect(type.fields.map(({ name }: { name: string }) => name)).not.toContain('taxNumber');
});

test('an action sees what the person who triggers it may not, who finds it hidden in the log', async () => {
  await t.query(
    `mutation {
      updateOrganizationSettings(input: {rules: {enabled: true}}) { organization { settings { rules { enabled } } } }
      saveRole(input: {name: "Clerk", permissions: ["* Part", "SEE_LOGS", "SEE_CONTEXTS"]}) { role { id } }
      createRule(input: {title: "Knows", target: PART, eventType: CREATE, context: "{ suppliers { nodes { name taxNumber } } }",
        code: "print(*sorted(context['suppliers']['nodes'][0].values()))"}) { rule { id } }
    }`,
    admin,
  );
  const clerk = await t.join('Clerk');
  const made = await t.query('mutation { createPart(input: {partNumber: "K"}) { part { id } } }', clerk);
  expect(made.errors).toBeUndefined();
  const newest = async (headers: { authorization: string }) =>
    (await t.query('{ executionLogs(first: 1) { nodes { id } } }', headers)).data.executionLogs.nodes[0].id;
  const actionsOf = async (headers: { authorization: string }) =>
    (
      await t.query(
        'query ($id: ID!) { executionLog(id: $id) { triggeredBy { name } actions { context output } } }',
        headers,
        { id: await newest(headers) },
      )
    ).data.executionLog;
  expect(await actionsOf(admin)).toMatchObject({
    triggeredBy: { name: 'Clerk' },
    actions: [{ output: `${taxNumber} Hooke\n`, context: { suppliers: { nodes: [{ name: 'Hooke', taxNumber }] } } }],
  });
  const asStored = await t.ask(`/execution-logs/${await newest(clerk)}/contexts`, { headers: clerk });
  for (const seen of [JSON.stringify(await actionsOf(clerk)), await asStored.text()]) {
    expect(seen).toContain('[hidden');
    expect(seen).not.toMatch(/Hooke|811907980/);
  }

  const find = async (who: { authorization: string }, path: string, value: string) => {
    const search = 'query ($in: ExecutionLogContextSearch) { executionLogs(contextSearch: $in) { nodes { id } } }';
    return (await t.query(search, who, { in: { path, value } })).data.executionLogs.nodes;
  };
  expect(await find(admin, 'suppliers.nodes.taxNumber', taxNumber)).not.toEqual([]);
  expect(await find(clerk, 'suppliers.nodes.taxNumber', taxNumber)).toEqual([]);
  expect(await find(clerk, 'suppliers.nodes.name', 'Hooke')).toEqual([]);
  expect(await find(clerk, 'changes.parts.partNumber.new', 'k')).toHaveLength(1);
});

test('a log shows all warnings that a list does, with what the list hides', async () => {
  const warn = async (title: string, code: string) =>
    t.query(
      `mutation ($title: String!, $code: String!) { createRule(input: {title: $title, target: SUPPLIER, eventType: UPDATE, enabled: true,
        context: "{ supplier(id: $id) { taxNumber } }", code: $code}) { rule { id } } }`,
      admin,
      { title, code },
    );
  await warn('first', 'raise ValidationWarning("odd number " + context["supplier"]["taxNumber"])');
  await warn('second', 'raise ValidationWarning("second warning")');
  const [supplier] = (await t.query('{ suppliers { nodes { id _etag } } }', admin)).data.suppliers.nodes;
  const changed = await t.query(
    'mutation ($id: Int!, $etag: String!) { updateSupplier(input: {id: $id, etag: $etag, name: "Hooke & Son"}) { supplier { id } } }',
    admin,
    { id: supplier.id, etag: supplier._etag },
  );
  expect(changed.errors).toBeUndefined();
  const [newest] = (await t.query('{ executionLogs(first: 1) { nodes { id validationMessage } } }', admin)).data
    .executionLogs.nodes;
  expect(newest.validationMessage).toBe('odd number [hidden]\nsecond warning');
  const messageFor = async (who: { authorization: string }) =>
    (await t.query('query ($id: ID!) { executionLog(id: $id) { validationMessage } }', who, { id: newest.id })).data
      .executionLog.validationMessage;
  expect(await messageFor(admin)).toBe(`odd number ${taxNumber}\nsecond warning`);
  expect(await messageFor(quality)).toBe('odd number [hidden]\nsecond warning');
});
