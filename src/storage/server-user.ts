// Which system user the embedded PostgreSQL runs as: the one who starts Interlock, or, as PostgreSQL refuses root, an
// unprivileged one when that is root.

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StorageError } from './storage-error.ts';

interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

export interface ServerUser extends SystemUser {
  /** For child_process: the ids when we have to change to them, else empty. */
  spawnAs: { uid?: number; gid?: number };
}

const OWN_USER_NAME = 'interlock-postgres';

/**
 * The user for the cluster at `clusterDir` (which need not exist). As root: who already owns the cluster or, if it is an
 * ordinary user, the folder it is made in; else the `interlock-postgres` or `postgres` of this machine; else a new
 * `interlock-postgres`. Throws StorageError when there is none, or when the cluster belongs to somebody we cannot become.
 */
export function requireServerUser(clusterDir: string, dataDir: string): ServerUser {
  const ownUid = process.getuid?.() ?? -1;
  const owner = findOwner(clusterDir);
  if (ownUid !== 0) return requireOwnUser(ownUid, owner, clusterDir);
  const { name, uid, gid } = owner ?? findOwner(dataDir, { named: true }) ?? requireSystemUser();
  if (uid === 0)
    throw new StorageError(`The database in ${clusterDir} belongs to root. Give it to the user it was made by.`);
  return { name, uid, gid, spawnAs: { uid, gid } };
}

function requireOwnUser(ownUid: number, owner: SystemUser | undefined, clusterDir: string): ServerUser {
  if (owner && owner.uid !== ownUid) {
    throw new StorageError(
      `The database in ${clusterDir} belongs to ${owner.name}. Start Interlock as that user or as root, or set DATA_DIR to a folder of your own.`,
    );
  }
  const user = owner ?? findUser(String(ownUid));
  if (user) return { ...user, spawnAs: {} };
  throw new StorageError(
    `PostgreSQL needs a named system user, and user ${ownUid} has no entry in /etc/passwd. Add one, start Interlock as another user or as root, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** Undefined when there is no such file; with `named`, also when its owner is root or has no entry in /etc/passwd. */
function findOwner(path: string, { named = false } = {}): SystemUser | undefined {
  const owner = statSync(path, { throwIfNoEntry: false });
  if (!owner || (named && owner.uid === 0)) return undefined;
  const user = findUser(String(owner.uid));
  if (user || named) return user;
  return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
}

function findUser(nameOrUid: string): SystemUser | undefined {
  const { status, stdout } = spawnSync('getent', ['passwd', nameOrUid], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [name = '', , uid, gid] = stdout.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

function requireSystemUser(): SystemUser {
  return findUser(OWN_USER_NAME) ?? findUser('postgres') ?? createUser();
}

function createUser(): SystemUser {
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
