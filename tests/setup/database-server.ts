// Runs once a vitest run: starts one PostgreSQL in a temporary folder, migrates the template that createTestDatabase()
// clones, and removes everything at the end. A run that was killed leaves its folder; the next run removes it.

import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connectDatabase } from '../../src/storage/database.ts';
import { startEmbeddedServer } from '../../src/storage/embedded-server.ts';
import { migrateToLatest } from '../../src/storage/migrate.ts';
import { TEMPLATE_DATABASE } from '../../src/storage/test-database.ts';

const FOLDER_PREFIX = 'interlock-test-';
/** Memory: cloning a database makes 700 files, which takes 14 ms here and 300 ms on a disk. */
const MEMORY_FOLDER = '/dev/shm';
const MIN_FREE_BYTES = 2 * 1024 ** 3;

const log = { info() {}, warn: console.warn, error: console.error };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(await chooseFolder(), `${FOLDER_PREFIX}${process.pid}-`));
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

async function chooseFolder(): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(MEMORY_FOLDER);
    return bavail * bsize >= MIN_FREE_BYTES ? MEMORY_FOLDER : tmpdir();
  } catch {
    return tmpdir();
  }
}

async function removeLeftovers(): Promise<void> {
  for (const folder of [MEMORY_FOLDER, tmpdir()]) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((name) => name.startsWith(FOLDER_PREFIX))) {
      const pid = Number(name.slice(FOLDER_PREFIX.length).split('-')[0]);
      if (!isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
