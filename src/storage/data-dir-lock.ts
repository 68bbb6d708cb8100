// One Interlock a data folder: an flock on DATA_DIR/interlock.lock, held as long as our descriptor is open. The kernel
// drops it when we die, however we die, so a lock that is held always means a living owner.
// Node cannot flock, so the `flock` program locks the open file that it inherits from us and exits.

import { spawnSync } from 'node:child_process';
import { closeSync, fchownSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerUser } from './server-user.ts';
import { StorageError } from './storage-error.ts';

const LOCKED_BY_ANOTHER = 1;
/** A killed owner takes a moment to be gone. */
const WAIT_SECONDS = 2;

/** Another Interlock is running on the data folder. */
export class DataDirLockedError extends StorageError {}

/** Answers what releases the lock; calling that again does nothing more. Throws DataDirLockedError, naming the folder, when another Interlock has it. */
export function lockDataDir(dataDir: string, user: ServerUser): () => void {
  const path = join(dataDir, 'interlock.lock');
  const descriptor = openSync(path, 'a+', 0o644);
  const { status, error } = spawnSync('flock', ['--exclusive', '--timeout', String(WAIT_SECONDS), '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  });
  if (status === 0) {
    noteOwner(descriptor, user);
    let isHeld = true;
    return () => {
      if (isHeld) closeSync(descriptor);
      isHeld = false;
    };
  }
  closeSync(descriptor);
  if (status === LOCKED_BY_ANOTHER) {
    const owner = readFileSync(path, 'utf8').trim();
    throw new DataDirLockedError(
      `Interlock is already running on ${dataDir}${owner ? ` (process ${owner})` : ''}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  throw new StorageError(`${path} cannot be locked: ${error?.message ?? `flock failed with status ${status}`}`);
}

function noteOwner(descriptor: number, { spawnAs }: ServerUser): void {
  if (spawnAs.uid !== undefined && spawnAs.gid !== undefined) fchownSync(descriptor, spawnAs.uid, spawnAs.gid);
  ftruncateSync(descriptor);
  writeSync(descriptor, `${process.pid}\n`);
}
