// What whoever runs Interlock is told when files of its own database are damaged: really damaged ones, of a server that was stopped.

import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { connectDatabase } from './storage/database.ts';
import { startEmbeddedServer } from './storage/embedded-server.ts';
import { migrateToLatest } from './storage/migrate.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const adminToken = 'a-token-for-tests-of-32-characters-or-more';
const headers = { authorization: `Bearer ${adminToken}` };
const log = { info() {}, warn() {}, error() {} };
const pageBytes = 8192;

/** A data folder with a part; a copy is damaged, and used. */
let pristine: string;
let folder: string;
let dataDir: string;
let t: TestApp | undefined;
/** Where tables and indexes are, below the cluster's folder. */
const files: Record<string, string> = {};

beforeAll(async () => {
  pristine = await mkdtemp(join(tmpdir(), 'interlock-damage-'));
  const server = await startEmbeddedServer({ dataDir: pristine, log, durable: false });
  const db = connectDatabase({ ...server.connection, maxConnections: 1 });
  await migrateToLatest(db, { log });
  await sql`insert into part (etag, part_number) select '', 'P-' || n from generate_series(1, 500) n`.execute(
    db.kysely,
  );
  for (const name of ['part', 'part_pkey', 'role', 'schema_migration', 'pg_class']) {
    const { rows } = await sql<{ file: string }>`select pg_relation_filepath(${name}) as file`.execute(db.kysely);
    files[name] = rows[0]!.file;
  }
  await db.close();
  await server.stop();
});
afterAll(() => rm(pristine, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-damage-'));
  dataDir = join(folder, 'data');
  execFileSync('cp', ['-a', pristine, dataDir]);
});
afterEach(async () => {
  await t?.close();
  t = undefined;
  await rm(folder, { recursive: true, force: true });
});

const inCluster = (file: string) => join(dataDir, 'postgres', file);
/** Zeros or other nonsense over its pages from one of them on. */
function overwrite(relation: string, { byte, from = 0 }: { byte: number; from?: number }): void {
  const path = inCluster(files[relation]!);
  const start = from * pageBytes;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(statSync(path).size - start, byte), 0, null, start);
  closeSync(file);
}

const remove = (file: string) => rmSync(inCluster(file), { recursive: true });

describe('a start says what is damaged, where, and what to do about it', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'the list of migrations',
      () => overwrite('schema_migration', { byte: 0xa5 }),
      /invalid page in block 0 of relation/,
    ],
    [
      'a table that is read first later',
      () => overwrite('role', { byte: 0xa5 }),
      /invalid page in block 0 of relation/,
    ],
    ['the catalog', () => overwrite('pg_class', { byte: 0xa5 }), /invalid page in block \d+ of relation/],
    ['a missing table', () => remove(files.role!), /could not open file "base\/\d+\/\d+"/],
    ['a missing catalog', () => remove(files.pg_class!), /could not open file "base\/\d+\/\d+"/],
    ['a missing database', () => remove(dirname(files.part!)), /The database subdirectory "base\/\d+" is missing/],
    [
      'a missing database of PostgreSQL itself',
      () => remove('base/5'),
      /The database subdirectory "base\/5" is missing/,
    ],
  ])('%s', async (_, damage, what) => {
    damage();
    const config = { ...readConfig({}), adminToken, dataDir, sandboxProcesses: 1 };
    const error = await createApp(config, pino({ level: 'silent' })).catch((error) => error);
    expect(error.name).toBe('StorageError');
    const [said, ...todo] = error.message.split('\n');
    expect(said).toMatch(what);
    expect(said).toContain(`The database in ${dataDir}/postgres is damaged: `);
    expect(todo.join('\n')).toBe(`Stop Interlock, move this folder away, and restore the file of a backup in its place:
  mv ${dataDir}/postgres ${dataDir}/postgres.damaged
  DATA_DIR=${dataDir} interlock restore FILE
Without a backup, Interlock starts with an empty database once the folder is moved away.`);
  });
});

describe('who asks a server for what is damaged', () => {
  it.each<[string, () => void, RegExp]>([
    ['a table', () => overwrite('part', { byte: 0xa5 }), /invalid page in block 0/],
    ['an index', () => overwrite('part_pkey', { byte: 0, from: 1 }), /contains unexpected zero page/],
    ['a missing file', () => remove(files.part!), /could not open file \\"base/],
  ])('is told so: %s', async (_, damage, what) => {
    damage();
    t = await createTestApp({ adminToken, databaseUrl: undefined, dataDir });
    const { query, logged } = t;
    const { errors } = await query('{ part(id: 7) { partNumber } }', headers);
    expect(errors[0].message).toMatch(/^The database is damaged: .*\(interlock restore FILE\)/);
    expect(logged.join('')).toMatch(what);
    expect((await query('{ locations { nodes { name } } }', headers)).errors).toBeUndefined();
  });
});
