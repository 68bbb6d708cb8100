// Interlock's own PostgreSQL, for installations without DATABASE_URL.
//
// While it runs, this process owns the data folder: a second Interlock there is refused. PostgreSQL listens on a Unix
// socket inside its own folder, which only its user and root can enter, and on no network. It stops with us, even when
// we are killed, and is started again when it ends without us; what a crash left is stopped and recovered at the next start.

import { chownSync, mkdirSync, renameSync, statfsSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { requireCluster, SUPERUSER } from './cluster.ts';
import { lockDataDir } from './data-dir-lock.ts';
import type { DatabaseLocation } from './database.ts';
import { prepareBinaries } from './postgres-binaries.ts';
import { startServerProcess, stopLeftover } from './server-process.ts';
import { requireServerUser } from './server-user.ts';
import { openSocketFolder, type SocketFolder } from './socket-folder.ts';
import { StorageError } from './storage-error.ts';
import type { StorageLog } from './storage-log.ts';
import { type SupervisedServer, superviseServer } from './supervised-server.ts';

export interface EmbeddedServer {
  /** What connectDatabase needs. */
  readonly connection: DatabaseLocation;
  /** PostgreSQL's process id; another one after it ended by itself and was started again. */
  readonly pid: number;
  /** Resolves when PostgreSQL is gone for good: after stop(), or when it ended and could not be started again. */
  readonly ended: Promise<void>;
  /** Resolves when it has written everything down and the folder is free; calling it again does nothing more. */
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  dataDir: string;
  /** What a folder without a database gets: a new one, or, with `refuse`, nothing at all. Default `make`. */
  whenMissing?: 'make' | 'refuse';
  log: StorageLog;
  /** False trades surviving a crash of the machine (not of a process) for speed: for tests. Default true. */
  durable?: boolean;
}

const DATABASE_NAME = 'interlock';
/** What connectDatabase needs beside the socket's folder. */
export const EMBEDDED_DATABASE = { port: 5432, user: SUPERUSER, database: DATABASE_NAME };
const MAX_LOG_BYTES = 10 * 1024 * 1024;

const SETTINGS = {
  listen_addresses: '',
  // Relative to the cluster's folder.
  unix_socket_directories: '.',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: `${sharedBuffersMb()}MB`,
  max_wal_size: '2GB',
  // Compiling a query takes longer than any query of ours.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};
/** What was in PostgreSQL's memory is noted every five minutes and when it stops, and read again when it starts: lists are then quick at once. */
const READ_AGAIN = { shared_preload_libraries: 'pg_prewarm', 'pg_prewarm.autoprewarm': 'on' };
/** A quarter of the memory that there is for us, as PostgreSQL's manual advises; taken only as far as there are data for it. */
function sharedBuffersMb(): number {
  const free = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const quarter = Math.floor(Math.min(totalmem(), free) / 4 / 2 ** 20);
  return Math.max(128, Math.min(2048, quarter));
}

/** What only costs time when data need not outlive the machine. */
const NOT_DURABLE = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_init_zero: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** Throws StorageError, whose message is for the person starting us, when it cannot run. */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { log, durable = true, whenMissing = 'make' } = options;
  const dataDir = resolve(options.dataDir);
  const clusterDir = join(dataDir, 'postgres');
  if (whenMissing === 'refuse') requireMade(clusterDir, dataDir);
  makeDataDir(dataDir);
  const user = requireServerUser(clusterDir, dataDir);
  const unlock = lockDataDir(dataDir, user);
  try {
    const binaries = await prepareBinaries(user);
    await requireCluster(clusterDir, { binaries, user, log, durable });
    const settings = { ...SETTINGS, ...(binaries.canPrewarm && READ_AGAIN), ...(!durable && NOT_DURABLE) };
    const logFile = rotateLog(join(dataDir, 'postgres.log'));
    const startProcess = async () => {
      await stopLeftover(clusterDir, user, log);
      return startServerProcess({ clusterDir, logFile, binaries, user, settings, log });
    };
    const server = await superviseServer(startProcess, { log, hasRoom: () => hasRoom(clusterDir) });
    return await openServer(server, openSocketFolder(clusterDir), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Recovery may write a segment of WAL (16 MB), and the first changes another. */
const MIN_ROOM_BYTES = 32 * 1024 * 1024;

function hasRoom(clusterDir: string): boolean {
  const { bavail, bsize } = statfsSync(clusterDir);
  return bavail * bsize >= MIN_ROOM_BYTES;
}

async function openServer(server: SupervisedServer, socket: SocketFolder, unlock: () => void): Promise<EmbeddedServer> {
  const connection = { host: socket.path, ...EMBEDDED_DATABASE };
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= server.stop().finally(() => {
      socket.close();
      unlock();
    });
    return stopped;
  };
  try {
    await requireDatabase(connection);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    connection,
    get pid() {
      return server.pid;
    },
    ended: server.ended,
    stop,
  };
}

async function requireDatabase(connection: DatabaseLocation): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [connection.database]);
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(DATABASE_NAME)}`);
  } finally {
    await client.end();
  }
}

function requireMade(clusterDir: string, dataDir: string): void {
  if (statSync(clusterDir, { throwIfNoEntry: false })) return;
  throw new StorageError(
    `There is no database in ${dataDir}. Set DATA_DIR to the data folder of an Interlock, or DATABASE_URL to its database.`,
  );
}

/** What root makes in an ordinary user's folder is that user's, who may start Interlock there next time. */
function makeDataDir(dataDir: string): void {
  try {
    const firstMade = mkdirSync(dataDir, { recursive: true });
    if (!firstMade || process.getuid?.() !== 0) return;
    const { uid, gid } = statSync(dirname(firstMade));
    for (let made = dataDir; made.length >= firstMade.length; made = dirname(made)) chownSync(made, uid, gid);
  } catch (error) {
    throw new StorageError(
      `The data folder ${dataDir} cannot be made: ${(error as Error).message}. Set DATA_DIR to a folder you may write to.`,
    );
  }
}

/** Keeps the log of the runs before, once it is large, as one older file. */
function rotateLog(logFile: string): string {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.old`);
  return logFile;
}
