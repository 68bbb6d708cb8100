// Which system user the embedded PostgreSQL runs as: the one who starts Interlock, or, as PostgreSQL refuses root, an
// unprivileged one when that is root.

import { spawnSync } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { StorageError } from './storage-error.ts';

/** What a child process needs to run as the user; empty ids mean "as we are". */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
  /** For child_process: ids only when we have to change to them. */
  spawnAs: { uid?: number; gid?: number };
}

const OWN_USER_NAME = 'interlock-postgres';

/**
 * The user for the cluster at `clusterDir` (which need not exist). As root: who already owns the cluster or the folder
 * it is made in, else the `interlock-postgres` or `postgres` of this machine, else a new `interlock-postgres`.
 * Throws StorageError when there is none, or when the cluster belongs to somebody we cannot become.
 */
export function requireServerUser(clusterDir: string, dataDir: string): ServerUser {
  const ownUid = process.getuid?.() ?? -1;
  const owner = findOwner(clusterDir);
  if (ownUid !== 0) {
    if (owner !== undefined && owner !== ownUid) {
      throw new StorageError(
        `The database in ${clusterDir} belongs to ${findUser(String(owner))?.name ?? `user ${owner}`}. Start Interlock as that user or as root, or set DATA_DIR to a folder of your own.`,
      );
    }
    return { ...requireUser(ownUid), spawnAs: {} };
  }
  const user = [owner, findOwner(dataDir)].find((uid) => uid !== undefined && uid !== 0);
  const found = user === undefined ? (findUser(OWN_USER_NAME) ?? findUser('postgres')) : requireUser(user);
  const { name, uid, gid } = found ?? createUser();
  return { name, uid, gid, spawnAs: { uid, gid } };
}

function findOwner(path: string): number | undefined {
  return (statSync(path, { throwIfNoEntry: false }) as Stats | undefined)?.uid;
}

function requireUser(uid: number) {
  const user = findUser(String(uid));
  if (user) return user;
  throw new StorageError(
    `PostgreSQL needs a named system user, and user ${uid} has no entry in /etc/passwd. Add one, start Interlock as another user or as root, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

function findUser(nameOrUid: string): { name: string; uid: number; gid: number } | undefined {
  const { status, stdout } = spawnSync('getent', ['passwd', nameOrUid], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [name = '', , uid, gid] = stdout.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

function createUser() {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  const made = spawnSync('useradd', [...options, '--shell', '/usr/sbin/nologin', OWN_USER_NAME], { encoding: 'utf8' });
  // Two starts at once may both try: what counts is that the user is there.
  const user = findUser(OWN_USER_NAME);
  if (user) return user;
  const reason = made.error?.message ?? made.stderr.trim();
  throw new StorageError(
    `PostgreSQL does not run as root, and a system user for it could not be made (${reason}). Make one with "useradd --system ${OWN_USER_NAME}", start Interlock as another user, or set DATABASE_URL to a PostgreSQL server.`,
  );
}
