// For tests only: a database of their own, cloned from a migrated template on the server of this vitest run, which
// tests/setup/database-server.ts starts.

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connectDatabase, type Database, type DatabaseLocation } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: DatabaseLocation;
  }
}

export const TEMPLATE_DATABASE = 'interlock_template';

export interface TestDatabase extends Database {
  /** For tests that open connections of their own. */
  readonly location: DatabaseLocation;
}

/** A fresh database with every migration applied; `close()` drops it. Takes about 20 ms. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = migrated ? TEMPLATE_DATABASE : 'template0';
  await runOnServer(server, `create database ${name} template ${template} strategy file_copy`);
  const location = { ...server, database: name };
  const db = connectDatabase({ ...location, maxConnections: 8 });
  return {
    ...db,
    location,
    async close() {
      await db.close();
      await runOnServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** How many sessions of this database wait for a lock that another holds. */
export async function countLockWaiters(db: Database): Promise<number> {
  const { rows } = await db.pool.query(
    `select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0].count;
}

async function runOnServer(server: DatabaseLocation, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
