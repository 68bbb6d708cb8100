import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateToLatest } from './migrate.ts';
import { countLockWaiters, createTestDatabase, type TestDatabase } from './test-database.ts';

const log = { info() {}, warn() {}, error() {} };

describe('migrateToLatest', () => {
  let db: TestDatabase;
  let folder: string;
  const migrate = (database: TestDatabase = db) =>
    migrateToLatest(database, { log, directory: pathToFileURL(`${folder}/`) });
  const write = (name: string, sql: string) => writeFile(join(folder, name), sql);

  beforeEach(async () => {
    db = await createTestDatabase({ migrated: false });
    folder = await mkdtemp(join(tmpdir(), 'interlock-migrations-'));
  });
  afterEach(async () => {
    await db.close();
    await rm(folder, { recursive: true });
  });

  it('applies what is missing in name order, once', async () => {
    await write('0002-b.sql', 'alter table a add column b int;');
    await write('0001-a.sql', 'create table a (id int); create table a2 (id int);');
    expect((await migrate()).map(({ name }) => name)).toEqual(['0001-a.sql', '0002-b.sql']);
    expect(await migrate()).toEqual([]);
    await write('0003-c.sql', 'alter table a add column c int;');
    expect((await migrate()).map(({ name }) => name)).toEqual(['0003-c.sql']);
  });

  it('is safe when several nodes start at once', async () => {
    await write('0001-a.sql', 'create table a (id int); select pg_sleep(0.1);');
    await write('0002-b.sql', 'create table b (id int);');
    const applied = await Promise.all([migrate(), migrate(), migrate(), migrate()]);
    expect(
      applied
        .flat()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['0001-a.sql', '0002-b.sql']);
  });

  it('leaves nothing of a migration that fails, and goes on from there', async () => {
    await write('0001-a.sql', 'create table a (id int);');
    await write('0002-b.sql', 'create table b (id int); select 1/0;');
    await expect(migrate()).rejects.toThrow('Migration 0002-b.sql failed: division by zero');
    await write('0002-b.sql', 'create table b (id int);');
    expect((await migrate()).map(({ name }) => name)).toEqual(['0002-b.sql']);
  });

  it('refuses a database of a newer version', async () => {
    await write('0001-a.sql', 'create table a (id int);');
    await write('0002-b.sql', 'create table b (id int);');
    await migrate();
    await rm(join(folder, '0002-b.sql'));
    await expect(migrate()).rejects.toThrow(/newer Interlock: it has the migration 0002-b.sql/);
  });

  it('tries again when it locks itself up with somebody who reads in another order', async () => {
    await write('0001-a.sql', 'create table a (id int); create table b (id int);');
    await migrate();
    await write('0002-b.sql', 'alter table a add column n int; alter table b add column n int;');
    const reader = await db.pool.connect();
    await reader.query(`begin; set local deadlock_timeout = '1min'; select from b`);
    const migrated = migrate();
    await expect.poll(() => countLockWaiters(db)).toBe(1);
    await reader.query('select from a');
    await reader.query('commit');
    reader.release();
    expect((await migrated).map(({ name }) => name)).toEqual(['0002-b.sql']);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await write('0001-a.sql', 'create table a (id int);');
    await migrate();
    await write('0001-a.sql', 'create table a (id bigint);');
    await expect(migrate()).rejects.toThrow(/0001-a.sql was changed after/);
  });

  it('says which privilege is missing for the extensions', async () => {
    const role = `plain_${Date.now()}`;
    await db.pool.query(`create role ${role}; grant all on schema public to ${role}; set role ${role}`);
    await expect(migrateToLatest(db, { log })).rejects.toThrow(/CREATE privilege on the database/);
    await db.pool.query(`reset role; drop owned by ${role}; drop role ${role}`);
  });
});
