// Runs once a vitest run: starts one PostgreSQL in a temporary folder, migrates the template that createTestDatabase()
// clones, and removes everything at the end.

import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { connectDatabase } from '../../src/storage/database.ts';
import { startEmbeddedServer } from '../../src/storage/embedded-server.ts';
import { migrateToLatest } from '../../src/storage/migrate.ts';
import { TEMPLATE_DATABASE } from '../../src/storage/test-database.ts';
import { makeTemporaryFolder } from './temporary-folders.ts';

const log = { info() {}, warn: console.warn, error: console.error };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await makeTemporaryFolder();
  const server = await startEmbeddedServer({ dataDir, log, durable: false });
  // Ctrl-C ends the run without a teardown.
  const removeAtOnce = () => {
    process.kill(server.pid, 'SIGQUIT');
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', removeAtOnce);
  const teardown = async () => {
    process.off('exit', removeAtOnce);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server.connection);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('testServer', server.connection);
  return teardown;
}

async function makeTemplate(connection: Parameters<typeof connectDatabase>[0] | object): Promise<void> {
  const admin = connectDatabase({ ...connection, maxConnections: 1 });
  await admin.pool.query(`create database ${TEMPLATE_DATABASE}`).finally(() => admin.close());
  const template = connectDatabase({ ...connection, database: TEMPLATE_DATABASE, maxConnections: 1 });
  await migrateToLatest(template, { log }).finally(() => template.close());
}
