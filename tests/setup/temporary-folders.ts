// Folders of one test run. A run that was killed leaves its folders; the next run removes them.

import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER_PREFIX = 'interlock-test-';
/** Memory: cloning a database makes 700 files, which takes 14 ms here and 300 ms on a disk. */
const MEMORY_FOLDER = '/dev/shm';
const MIN_FREE_BYTES = 2 * 1024 ** 3;

/** A new folder of this process, in memory where there is enough. */
export async function makeTemporaryFolder(): Promise<string> {
  await removeLeftovers();
  return mkdtemp(join(await chooseFolder(), `${FOLDER_PREFIX}${process.pid}-`));
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
