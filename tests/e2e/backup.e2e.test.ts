// The commands `interlock backup` and `interlock restore`, given as their user gives them: in a shell, by their name.

import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { connectDatabase, type Database } from '../../src/storage/database.ts';
import { EMBEDDED_DATABASE } from '../../src/storage/embedded-server.ts';
import { type InterlockServer, startInterlock } from '../setup/interlock-server.ts';

const token = 'a-token-for-tests-of-32-characters-or-more';
// A busy machine takes its time to start a database.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 200_000 });

/** Where `interlock` is found. */
let commands: string;
let folder: string;
let dataDir: string;
let elsewhere: string;
let file: string;
const servers: InterlockServer[] = [];

beforeAll(() => {
  commands = mkdtempSync(join(inject('dataFolders'), 'commands-'));
  symlinkSync(resolve('bin/interlock.js'), join(commands, 'interlock'));
});
afterAll(() => rmSync(commands, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(inject('dataFolders'), 'backup-'));
  dataDir = join(folder, 'data');
  elsewhere = join(folder, 'elsewhere');
  file = join(folder, 'interlock.backup');
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  rmSync(folder, { recursive: true });
});

/** With the sample factory, or with what is in the folder. */
async function start(DATA_DIR = dataDir): Promise<InterlockServer> {
  const copy = existsSync(DATA_DIR) ? {} : { copyOf: inject('sampleData') };
  const server = await startInterlock({ DATA_DIR, INTERLOCK_ADMIN_TOKEN: token }, copy);
  servers.push(server);
  return server;
}

async function ask({ url }: InterlockServer, query: string): ReturnType<Response['json']> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
}

/** What a refused and an accepted change leave, and records of the sample factory. */
async function change(server: InterlockServer): Promise<void> {
  const context = '{ team(id: $id) { name } }';
  const code =
    "name = context['team']['name']\\nprint('asked for', name)\\nif name == 'No': raise ValidationError('no')";
  await ask(
    server,
    `mutation { createRule(input: {title: "Names", target: TEAM, eventType: CREATE, context: "${context}", code: "${code}"}) { rule { id } } }`,
  );
  const [refused, made] = [await createTeam(server, 'No'), await createTeam(server, 'Nachtschicht \u2028 🌙')];
  expect(refused.errors[0].message).toBe('no');
  expect(made.errors).toBeUndefined();
}

const createTeam = (server: InterlockServer, name: string) =>
  ask(server, `mutation { createTeam(input: {name: "${name}"}) { team { id } } }`);

async function contents(server: InterlockServer): Promise<unknown> {
  const { data, errors } = await ask(
    server,
    `{
      teams { nodes { id name _etag _created } }
      parts(first: 100) { nodes { id partNumber description _etag _updated } }
      purchaseOrders(first: 100) { nodes { id status _etag } }
      rules { nodes { id title code version } }
      executionLogs(first: 100) { nodes { id createdAt outcome committed executionTimeMs requestId validationMessage triggeredBy { name } } }
    }`,
  );
  expect(errors).toBeUndefined();
  expect(data.teams.nodes.length && data.parts.nodes.length && data.executionLogs.nodes.length).toBeGreaterThan(1);
  const bodies: unknown[] = [];
  for (const { id } of data.executionLogs.nodes)
    bodies.push(await ask(server, `{ executionLog(id: "${id}") { actions { id code context output } } }`));
  return { data, bodies };
}

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

function begin(command: string, environment: Record<string, string> = {}) {
  const PATH = [commands, process.env.PATH].join(delimiter);
  // Vitest has a BASE_URL of its own.
  const env = { ...process.env, PATH, BASE_URL: '', LOG_LEVEL: 'warn', FILE: file, ...environment };
  const child = spawn('/bin/sh', ['-c', command], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = new Promise<Ended>((resolve) => child.once('close', (status) => resolve({ status, ...said })));
  return { child, ended };
}

const run = (command: string, environment?: Record<string, string>) => begin(command, environment).ended;

/** The database of a server that runs on the folder. */
async function withDatabase<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = connectDatabase({ ...EMBEDDED_DATABASE, host: join(dataDir, 'postgres'), maxConnections: 2 });
  return work(db).finally(() => db.close());
}

/** Kills a backup half-way. */
async function killBackup(): Promise<void> {
  await withDatabase(async ({ pool }) => {
    await pool.query(`insert into part (etag, part_number, description)
      select '', 'P' || n, (select string_agg(md5(n || ' ' || m), '') from generate_series(1, 200) m) from generate_series(1, 300) n`);
    // A table that comes after parts: the backup waits for it, half-written.
    const client = await pool.connect();
    await client.query('begin; lock table supplier in access exclusive mode');
    const { child, ended } = begin('exec interlock backup "$FILE"', { DATA_DIR: dataDir });
    const waiting = `select from pg_stat_activity where application_name = 'interlock backup' and wait_event_type = 'Lock'`;
    await vi.waitUntil(async () => (await pool.query(waiting)).rowCount === 1, { timeout: 60_000, interval: 20 });
    await vi.waitUntil(() => statSync(`${file}.unfinished`).size > 100_000, { timeout: 60_000, interval: 20 });
    child.kill('SIGKILL');
    await ended;
    await client.query('rollback');
    client.release();
  });
}

test('a backup made while the server runs, restored elsewhere, serves the same records and logs; one that was killed is refused', async () => {
  const server = await start();
  await change(server);
  await killBackup();
  expect(existsSync(file)).toBe(false);
  const half = await run('interlock restore "$FILE.unfinished"', { DATA_DIR: elsewhere });
  expect(half.status).toBe(1);
  expect(half.stderr).toMatch(/^(The backup is not whole|This file is no backup of Interlock, or is damaged)/);

  // Nothing of it is in the way of the next ones.
  const before = await contents(server);
  expect(await run('interlock backup "$FILE"', { DATA_DIR: dataDir })).toEqual({
    status: 0,
    stdout: '',
    stderr: expect.stringMatching(/^Wrote [\d,]+ rows of \d+ tables to .*interlock\.backup\n$/),
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(['data', 'elsewhere', 'interlock.backup']);
  await createTeam(server, 'After the backup');

  const restored = await run('interlock restore "$FILE"', { DATA_DIR: elsewhere });
  expect(restored).toEqual({ status: 0, stdout: '', stderr: expect.stringMatching(/^Restored [\d,]+ rows/) });
  const again = await start(elsewhere);
  expect(await contents(again)).toEqual(before);
  expect((await createTeam(again, 'No')).errors[0].message).toBe('no');
  expect((await createTeam(again, 'Yes')).errors).toBeUndefined();

  // Beside a server that has something, nothing is restored.
  const refused = await run('interlock restore "$FILE"', { DATA_DIR: elsewhere });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('only restored into an empty database');
});

test('where there is no database or no file it says so, and makes nothing', async () => {
  expect(await run('interlock backup "$FILE"', { DATA_DIR: join(folder, 'mistyped') })).toEqual({
    status: 1,
    stdout: '',
    stderr: `There is no database in ${folder}/mistyped. Set DATA_DIR to the data folder of an Interlock, or DATABASE_URL to its database.\n`,
  });
  expect(await run('interlock restore "$FILE"', { DATA_DIR: elsewhere })).toEqual({
    status: 1,
    stdout: '',
    stderr: `ENOENT: no such file or directory, open '${file}'\n`,
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('"backup - | restore -" moves all of a stopped server; a damaged one is said to be so, and doing what is said brings it back', async () => {
  const server = await start();
  await change(server);
  const before = await contents(server);
  expect((await run('interlock backup "$FILE"', { DATA_DIR: dataDir })).status).toBe(0);
  const damaged = await withDatabase(async ({ pool }) => {
    const { rows } = await pool.query(`select pg_relation_filepath('role') as role`);
    return join(dataDir, 'postgres', rows[0].role);
  });
  await server.stop();

  const moved = await run(`DATA_DIR='${dataDir}' interlock backup - | DATA_DIR='${elsewhere}' interlock restore -`);
  expect(moved).toEqual({ status: 0, stdout: '', stderr: expect.stringContaining('Restored ') });
  expect(moved.stderr).toContain('Wrote ');
  expect(await contents(await start(elsewhere))).toEqual(before);

  const open = openSync(damaged, 'r+');
  writeSync(open, Buffer.alloc(statSync(damaged).size, 0xa5), 0, null, 0);
  closeSync(open);

  const started = await run('interlock', { DATA_DIR: dataDir, PORT: '1', INTERLOCK_ADMIN_TOKEN: token });
  expect(started).toMatchObject({ status: 1, stdout: '' });
  expect(started.stderr).toMatch(
    /^The database in .*\/data\/postgres is damaged: invalid page in block 0 of relation "base/m,
  );
  const another = await run('interlock backup "$FILE.another"', { DATA_DIR: dataDir });
  expect(another.status).toBe(1);
  expect(another.stderr).toContain(`The database in ${dataDir}/postgres is damaged: invalid page`);
  expect(readdirSync(folder).sort()).toEqual(['data', 'elsewhere', 'interlock.backup']);

  const [, mend = ''] = /\n((?: {2}.*\n)+)/.exec(started.stderr) ?? [];
  expect(await run(mend.replace('FILE', '"$FILE"'))).toMatchObject({ status: 0 });
  expect(readdirSync(dataDir)).toContain('postgres.damaged');
  expect(await contents(await start())).toEqual(before);
});
