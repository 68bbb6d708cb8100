// Three nodes on one database, which is all that they share.

import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateToLatest } from '../src/storage/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../src/storage/test-database.ts';
import { createTestApp, type TestApp } from '../src/test-app.ts';

const adminToken = 'a-token-for-tests-of-32-characters-or-more';
const headers = { authorization: `Bearer ${adminToken}` };

let db: TestDatabase;
let nodes: TestApp[];

beforeAll(async () => {
  db = await createTestDatabase();
  nodes = await Promise.all([1, 2, 3].map(() => createTestApp({ adminToken }, db)));
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  await db.close();
});

async function ask(node: TestApp, query: string) {
  const { data, errors } = await node.query(query, headers);
  if (errors) throw new Error(errors[0].message);
  return data;
}

const create = (node: TestApp, name: string) =>
  node.query(`mutation { createLocation(input: {name: "${name}"}) { location { id _etag } } }`, headers);

const saveRule = async (node: TestApp, message: string) =>
  (
    await ask(
      node,
      `mutation { createRule(input: {title: "t", target: LOCATION, eventType: CREATE, context: "",
         code: "raise ValidationError('${message}')"}) { rule { id _etag } } }`,
    )
  ).createRule.rule;

it('guesses of a password are counted by all nodes together', async () => {
  const guess = (node: TestApp) =>
    node.ask('POST /auth/sign-in/email', { body: { email: 'nobody@example.com', password: 'wrong password' } });
  for (let count = 0; count < 10; count++) expect((await guess(nodes[count % 3]!)).status).toBe(401);
  for (const node of nodes) expect((await guess(node)).status).toBe(429);
}, 120_000);

describe('an action', () => {
  it('saved on one node is in force on all when the save is answered', async () => {
    for (const node of nodes) expect((await create(node, 'warm')).errors).toBeUndefined();
    const rule = await saveRule(nodes[0]!, 'first');
    for (const node of nodes) expect((await create(node, 'x')).errors[0].message).toBe('first');
    const changed = await ask(
      nodes[1]!,
      `mutation { updateRule(input: {id: ${rule.id}, etag: "${rule._etag}", code: "raise ValidationError('second')"}) { rule { _etag } } }`,
    );
    for (const node of nodes) expect((await create(node, 'x')).errors[0].message).toBe('second');
    await ask(
      nodes[2]!,
      `mutation { deleteRule(id: ${rule.id}, etag: "${changed.updateRule.rule._etag}") { rule { id } } }`,
    );
    for (const node of nodes) expect((await create(node, 'x')).errors).toBeUndefined();
  });

  it('is in force for every change that begins after the save, while others are under way', async () => {
    let isSaved = false;
    const late: string[] = [];
    const load = nodes.map(async (node) => {
      for (let n = 0; n < 15; n++) {
        const beganAfter = isSaved;
        const { errors } = await create(node, `load ${n}`);
        if (beganAfter && !errors) late.push(`load ${n}`);
      }
    });
    const rule = await saveRule(nodes[0]!, 'no more');
    isSaved = true;
    await Promise.all(load);
    expect(late).toEqual([]);
    await ask(nodes[0]!, `mutation { deleteRule(id: ${rule.id}, etag: "${rule._etag}") { rule { id } } }`);
  });

  it('does nothing on any node once the master switch is off on one', async () => {
    const rule = await saveRule(nodes[0]!, 'guarded');
    const turn = (enabled: boolean) =>
      ask(
        nodes[1]!,
        `mutation { updateOrganizationSettings(input: {rules: {enabled: ${enabled}}}) { organization { settings { rules { enabled } } } } }`,
      );
    await turn(false);
    for (const node of nodes) expect((await create(node, 'free')).errors).toBeUndefined();
    await turn(true);
    for (const node of nodes) expect((await create(node, 'x')).errors[0].message).toBe('guarded');
    await ask(nodes[0]!, `mutation { deleteRule(id: ${rule.id}, etag: "${rule._etag}") { rule { id } } }`);
  });
});

it('a log written on one node is found and read on all', async () => {
  const rule = await saveRule(nodes[0]!, 'logged');
  const { executionLogId } = (await create(nodes[0]!, 'x')).errors[0].extensions;
  for (const node of nodes) {
    const { executionLogs, executionLog } = await ask(
      node,
      `{ executionLogs(first: 1) { nodes { id } } executionLog(id: "${executionLogId}") { actions { code } } }`,
    );
    expect(executionLogs.nodes[0].id).toBe(executionLogId);
    expect(executionLog.actions[0].code).toContain('logged');
  }
  await ask(nodes[0]!, `mutation { deleteRule(id: ${rule.id}, etag: "${rule._etag}") { rule { id } } }`);
});

it('a record changed on two nodes at once is changed by one', async () => {
  const { id, _etag: etag } = (await create(nodes[0]!, 'shared')).data.createLocation.location;
  const answers = await Promise.all(
    nodes.map((node, n) =>
      node.query(
        `mutation { updateLocation(input: {id: ${id}, etag: "${etag}", name: "by ${n}"}) { location { name } } }`,
        headers,
      ),
    ),
  );
  const codes = answers.map(({ errors }) => errors?.[0].extensions.code ?? 'made').sort();
  expect(codes).toEqual(['CONCURRENCY_ERROR', 'CONCURRENCY_ERROR', 'made']);
});

it('nodes that start at once keep house once', async () => {
  await sql`create table if not exists execution_log_20200101 partition of execution_log
    for values from ('2020-01-01Z') to ('2020-01-02Z')`.execute(db.kysely);
  const more = await Promise.all([1, 2, 3].map(() => createTestApp({ adminToken }, db)));
  for (const node of more) await node.close();
  const { rows } = await sql<{
    dropped: string[];
  }>`select partitions_dropped as dropped from housekeeping_receipt where partitions_dropped <> '{}'`.execute(
    db.kysely,
  );
  expect(rows).toEqual([{ dropped: ['execution_log_20200101'] }]);
});

it('a node that falls silent in the middle of a change holds nobody up for long', async () => {
  const { id, _etag: etag } = (await create(nodes[0]!, 'held')).data.createLocation.location;
  const silent = await db.pool.connect();
  await silent.query(
    `set idle_in_transaction_session_timeout = '500ms'; begin; select from location where id = ${id} for update`,
  );
  silent.on('error', () => {});
  const { data } = await nodes[1]!.query(
    `mutation { updateLocation(input: {id: ${id}, etag: "${etag}", name: "freed"}) { location { name } } }`,
    headers,
  );
  expect(data.updateLocation.location.name).toBe('freed');
  silent.release(true);
});

it('nodes go on while a newer version migrates the database under them, and older ones start no more', async () => {
  const rule = await saveRule(nodes[0]!, 'checked');
  const folder = await mkdtemp(join(tmpdir(), 'interlock-next-version-'));
  await cp(new URL('../src/storage/migrations/', import.meta.url), folder, { recursive: true });
  await writeFile(
    join(folder, '9999-next-version.sql'),
    `alter table location add column next_version text not null default '';
     alter table execution_log add column next_version text;
     create index location_next_version_idx on location (next_version);`,
  );
  let isMigrated = false;
  const after: string[] = [];
  const load = nodes.map(async (node) => {
    for (let more = 10; more > 0; more -= Number(isMigrated)) {
      const { errors } = await node.query(
        `mutation { createTeam(input: {name: "${randomUUID()}"}) { team { id } } }`,
        headers,
      );
      const blocked = await create(node, 'x');
      const { locations, executionLogs } = await ask(
        node,
        '{ locations(first: 1) { edges { node { name } } } executionLogs(first: 1) { nodes { id validationMessage } } }',
      );
      after.push(errors?.[0].message ?? blocked.errors[0].message);
      expect(locations.edges).toHaveLength(1);
      expect(executionLogs.nodes[0].validationMessage).toBe('checked');
    }
  });
  await expect.poll(() => after.length).toBeGreaterThan(2);
  const log = { info() {}, warn() {}, error() {} };
  const applied = await migrateToLatest(db, { log, directory: pathToFileURL(`${folder}/`) });
  isMigrated = true;
  expect(applied.map(({ name }) => name)).toEqual(['9999-next-version.sql']);
  await Promise.all(load);
  expect(new Set(after)).toEqual(new Set(['checked']));
  await expect(createTestApp({ adminToken }, db)).rejects.toThrow('newer');
  await ask(nodes[0]!, `mutation { deleteRule(id: ${rule.id}, etag: "${rule._etag}") { rule { id } } }`);
  await rm(folder, { recursive: true });
});
