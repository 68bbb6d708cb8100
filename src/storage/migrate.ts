// Brings a database to the schema of this version: runs the SQL files of migrations/ that it has not seen, in name order.
//
// Each file runs once, in a transaction of its own together with its row in schema_migration, under an advisory lock of
// that transaction: nodes that start at once wait for each other, and a failed file leaves nothing behind.
// A file never changes once it is applied somewhere; a correction is a new file.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';
import { majorVersion } from './server-version.ts';
import { StorageError } from './storage-error.ts';
import type { StorageLog } from './storage-log.ts';

export interface AppliedMigration {
  name: string;
  durationMs: number;
}

export interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

const OLDEST_MAJOR_VERSION = 15;
/** "Interloc" in ASCII: what two migrating nodes lock. */
const MIGRATION_LOCK = '5291573366118084451';

/**
 * Applies what is missing and answers it, oldest first.
 * Throws StorageError when the server is too old, the database belongs to a newer Interlock, it cannot be reached, or a file fails.
 */
export async function migrateToLatest(
  db: Database,
  { log, directory }: { log: StorageLog; directory?: URL },
): Promise<AppliedMigration[]> {
  const migrations = await readMigrations(directory);
  const client = await connect(db, log);
  try {
    await requireUsableServer(client);
    const seen = await findApplied(client);
    requireKnown(seen, migrations);
    const applied: AppliedMigration[] = [];
    for (const migration of migrations.filter(({ name }) => !seen.has(name))) {
      const startedAt = performance.now();
      if (!(await apply(client, migration))) continue;
      const durationMs = Math.round(performance.now() - startedAt);
      log.info(`Applied migration ${migration.name} in ${durationMs} ms`);
      applied.push({ name: migration.name, durationMs });
    }
    return applied;
  } finally {
    client.release();
  }
}

/** Those of this version, in the order in which they are applied. */
export async function readMigrations(directory = new URL('./migrations/', import.meta.url)): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, directory), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** A server that is starting, or recovering from a crash, is waited for. */
async function connect(db: Database, log: StorageLog): Promise<pg.PoolClient> {
  const STARTING_UP = '57P03';
  const MOST_WAIT_MS = 60_000;
  for (const startedAt = Date.now(); ; await delay(200)) {
    try {
      return await db.pool.connect();
    } catch (error) {
      const isStarting = (error as pg.DatabaseError).code === STARTING_UP;
      if (isStarting && Date.now() - startedAt < MOST_WAIT_MS) {
        log.info('The database server is starting up; waiting for it');
        continue;
      }
      throw new StorageError(
        `The database cannot be reached: ${(error as Error).message}. Check that its server runs and that DATABASE_URL is right.`,
        { cause: error },
      );
    }
  }
}

async function requireUsableServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query(
    `select ${majorVersion} as major, current_setting('server_encoding') as encoding`,
  );
  const { major, encoding } = rows[0];
  if (major < OLDEST_MAJOR_VERSION) {
    throw new StorageError(
      `The database server is PostgreSQL ${major}; Interlock needs PostgreSQL ${OLDEST_MAJOR_VERSION} or newer.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new StorageError(`The database is encoded in ${encoding}; create one with ENCODING 'UTF8' for Interlock.`);
  }
}

/** Name to SHA-256 of every migration the database has; empty for a fresh database. */
async function findApplied(client: pg.PoolClient): Promise<Map<string, string>> {
  const { rows } = await client.query(`select to_regclass('schema_migration') as "table"`);
  if (rows[0].table === null) return new Map();
  const applied = await client.query('select name, sha256 from schema_migration');
  return new Map(applied.rows.map(({ name, sha256 }) => [name, sha256]));
}

function requireKnown(seen: Map<string, string>, migrations: Migration[]): void {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const [name, sha256] of seen) {
    const known = byName.get(name);
    if (!known) {
      throw new StorageError(
        `The database was last used by a newer Interlock: it has the migration ${name}, which this version does not know. Start that version, or restore a backup made before it.`,
      );
    }
    if (known.sha256 !== sha256) {
      throw new StorageError(
        `The migration ${name} was changed after it was applied to this database. Put the file back as it was and write the change as a new migration.`,
      );
    }
  }
}

const applyAttempts = 10;

/**
 * Again after a deadlock: who reads several days of logs takes their locks in another order than a migration of all of them.
 * @returns false when another node applied it while we waited for the lock.
 */
async function apply(client: pg.PoolClient, migration: Migration): Promise<boolean> {
  const DEADLOCK_DETECTED = '40P01';
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyOnce(client, migration);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === DEADLOCK_DETECTED && attempt < applyAttempts) continue;
      throw new StorageError(explainFailure(migration.name, error as pg.DatabaseError), { cause: error });
    }
  }
}

async function applyOnce(client: pg.PoolClient, { name, sql, sha256 }: Migration): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(`create table if not exists schema_migration (
      name text primary key, sha256 text not null, applied_at timestamptz(3) not null default now())`);
    const known = await client.query('select 1 from schema_migration where name = $1', [name]);
    if (known.rowCount) {
      await client.query('commit');
      return false;
    }
    await client.query(sql);
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

function explainFailure(name: string, error: pg.DatabaseError): string {
  const INSUFFICIENT_PRIVILEGE = '42501';
  const said = `Migration ${name} failed: ${error.message}.`;
  if (/extension/.test(error.message)) {
    return `${said} Interlock needs the PostgreSQL extensions pg_trgm and btree_gin (part of the server's contrib package): give its database user the CREATE privilege on the database, or have an administrator run CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin; there.`;
  }
  if (error.code === INSUFFICIENT_PRIVILEGE) {
    return `${said} Interlock's database user must own its database, or have the CREATE privilege on its public schema.`;
  }
  return said;
}
