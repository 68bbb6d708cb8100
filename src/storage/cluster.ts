// The cluster: PostgreSQL's own folder, DATA_DIR/postgres. It is made under another name and renamed when it is whole,
// so one that is there was once complete.
//
// PostgreSQL is told the folder as /proc/self/fd/3, an open descriptor it inherits from us, never by name: its user may
// have no right to enter the folders above (a clone under /root), and needs none that way.

import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { explainDamage } from './damage.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { ServerUser } from './server-user.ts';
import { StorageError } from './storage-error.ts';
import type { StorageLog } from './storage-log.ts';

export const MAJOR_VERSION = '18';
/** The cluster folder's name for a child process that was given its descriptor as the first after stderr. */
export const INHERITED_CLUSTER = '/proc/self/fd/3';
export const SUPERUSER = 'interlock';

const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
/** Trust: the only way in is a socket in the cluster's folder, which is closed to other users. */
const INIT_OPTIONS = [...LOCALE, '--auth=trust', `--username=${SUPERUSER}`, '--no-instructions'];

/** What children of ours get as environment: nothing of PG* or the caller's locale. */
export const SERVER_ENVIRONMENT = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Makes the cluster if there is none; throws StorageError when the one there cannot be this version's. */
export async function requireCluster(
  clusterDir: string,
  { binaries, user, log, durable }: { binaries: PostgresBinaries; user: ServerUser; log: StorageLog; durable: boolean },
): Promise<void> {
  if (existsSync(clusterDir)) return requireSameVersion(clusterDir);
  log.info(`Making a database in ${clusterDir}`);
  const unfinished = `${clusterDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const { uid, gid } = user.spawnAs;
  if (uid !== undefined && gid !== undefined) chownSync(unfinished, uid, gid);
  const options = durable ? INIT_OPTIONS : [...INIT_OPTIONS, '--no-sync'];
  const failure =
    (await runInitdb(binaries, [...options, '--lc-ctype=C.UTF-8'], unfinished, user)) &&
    // Without the system's C.UTF-8, searches for letters outside ASCII are slower; everything else is the same.
    (await runInitdb(binaries, options, unfinished, user));
  if (failure) throw new StorageError(`A database could not be made in ${clusterDir}: ${failure}`);
  renameSync(unfinished, clusterDir);
}

function requireSameVersion(clusterDir: string): void {
  let version: string;
  try {
    version = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    throw new StorageError(explainDamage(clusterDir, `PG_VERSION cannot be read: ${(error as Error).message}`));
  }
  if (version === MAJOR_VERSION) return;
  throw new StorageError(
    `The database in ${clusterDir} was made by PostgreSQL ${version}; this Interlock brings PostgreSQL ${MAJOR_VERSION}. Export it with the version that made it (pg_dump) and import it into a new folder, or start the Interlock version it was made with.`,
  );
}

/** Undefined when it succeeded, else what initdb said. */
async function runInitdb(
  { initdb }: PostgresBinaries,
  options: string[],
  clusterDir: string,
  user: ServerUser,
): Promise<string | undefined> {
  const cluster = openSync(clusterDir, 'r');
  try {
    const child = spawn(initdb, ['-D', INHERITED_CLUSTER, ...options], {
      ...user.spawnAs,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe', cluster],
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    return await new Promise((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('close', (status) => resolve(status === 0 ? undefined : said.trim() || `initdb ended with ${status}`));
    });
  } finally {
    closeSync(cluster);
  }
}
