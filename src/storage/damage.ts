// A database whose files are damaged: how that is known, and what whoever runs Interlock is told to do about it.

import { dirname, join } from 'node:path';
import type pg from 'pg';
import { isConnectionLost } from './connection-lost.ts';
import { StorageError } from './storage-error.ts';

/** Of PostgreSQL: data_corrupted (a block whose checksum is wrong, say) and index_corrupted. */
const corrupted = /^XX00[12]$/;
/** undefined_file, and what a connection ends with when the folder of its database is not what it was. */
const missing = /^(58P01|3D000|22023)$/;
const noSuchDatabase = '3D000';
/** As PostgreSQL names its files, from its own folder on. */
const ownFile = /"(base|global|pg_[a-z]+)\//;

/** Whether PostgreSQL says that its own files are damaged or missing. */
export function isDamaged(error: unknown): boolean {
  const { code = '', message = '', detail = '' } = (error ?? {}) as Partial<pg.DatabaseError>;
  // A database may have any name.
  const named = code === noSuchDatabase ? detail : `${message} ${detail}`;
  return corrupted.test(code) || (missing.test(code) && ownFile.test(named));
}

/**
 * What a start, a backup or a restore that failed so says to the person who gave the command; undefined when it failed otherwise.
 * Of our own server it is damage, too, when it can't go on by itself or lets us not in, for which there is no other reason.
 */
export function findDamage(
  error: unknown,
  { databaseUrl, dataDir }: { databaseUrl?: string; dataDir: string },
): StorageError | undefined {
  const isOwn = databaseUrl === undefined;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!isDamaged(cause) && !(isOwn && failsInside(cause))) continue;
    const reason = [cause.message, (cause as pg.DatabaseError).detail].filter(Boolean).join('. ');
    const message = isOwn ? explainDamage(join(dataDir, 'postgres'), reason, 'is damaged') : explainTheirs(reason);
    return new StorageError(message, { cause: error });
  }
  return undefined;
}

function failsInside(error: Error): boolean {
  const { code = '', severity } = error as pg.DatabaseError;
  const isShortOfSomething = code.startsWith('53');
  return code.startsWith('XX') || (severity === 'FATAL' && !isShortOfSomething && !isConnectionLost(error));
}

/** The message of a StorageError for a cluster that can't be used. */
export function explainDamage(
  clusterDir: string,
  reason: string,
  state: 'is damaged' | 'cannot be opened' = 'cannot be opened',
): string {
  const said = `The database in ${clusterDir} ${state}: ${reason.trim()}`;
  if (/No space left on device/.test(reason))
    return `${said}\nIts disk is full. Make room there and start Interlock again: the database is as it was.`;
  const [cluster, dataDir] = [clusterDir, dirname(clusterDir)].map(inShell);
  return `${said}
Stop Interlock, move this folder away, and restore the file of a backup in its place:
  mv ${cluster} ${inShell(`${clusterDir}.damaged`)}
  DATA_DIR=${dataDir} interlock restore FILE
Without a backup, Interlock starts with an empty database once the folder is moved away.`;
}

function explainTheirs(reason: string): string {
  return `The database of DATABASE_URL is damaged: ${reason.trim()}
Restore it with the tools of its server, or the file of a backup into a new, empty database:
  DATABASE_URL=… interlock restore FILE`;
}

function inShell(path: string): string {
  return /^[\w/.,:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
