// The running PostgreSQL of a cluster: starting, stopping, and clearing up after one that an earlier Interlock left.
//
// It never outlives us: beside it runs a watchdog, a shell that reads a pipe only we hold and tells PostgreSQL to stop when
// the pipe ends, which also happens when we are killed. It never stops before us: it has a session of its own, out of
// reach of a terminal's Ctrl-C.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, fchownSync, fstatSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { INHERITED_CLUSTER, SERVER_ENVIRONMENT } from './cluster.ts';
import { explainDamage } from './damage.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { ServerUser } from './server-user.ts';
import { StorageError } from './storage-error.ts';
import type { StorageLog } from './storage-log.ts';

export interface ServerProcess {
  readonly pid: number;
  /** Resolves when the process is gone, for whatever reason; never rejects. */
  readonly exited: Promise<void>;
  /** Ends open sessions, rolling their transactions back, writes everything down and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ServerProcessOptions {
  clusterDir: string;
  /** The file that PostgreSQL's messages are appended to. */
  logFile: string;
  binaries: PostgresBinaries;
  user: ServerUser;
  settings: Record<string, string>;
  log: StorageLog;
}

/** PostgreSQL's fast shutdown, then its immediate one (which the next start recovers from), and how long each may take. */
const SHUTDOWNS = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
] as const;
const POLL_MS = 10;

/**
 * $1 is PostgreSQL, which takes the shell's place and so keeps its process id ($$). The watchdog is the child of a
 * child that ends at once, so that PostgreSQL does not find it among its own. It signals only while the process is still the
 * cluster's: postmaster.pid is removed by a server that stopped by itself.
 */
const START_WITH_WATCHDOG = `
  ( ( read _ <&4; [ "$(head -n 1 /proc/self/fd/3/postmaster.pid 2>&-)" = $$ ] && kill -INT $$ ) >&- 2>&- & )
  exec "$@" 4<&-
`;

/** Starts it and waits until it takes connections. Throws StorageError with what PostgreSQL said when it does not. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const RETRIES = 50;
  for (let attempt = 0; ; attempt += 1) {
    const { server, failure } = await tryStart(options);
    if (server) return server;
    // The processes of a killed server take a moment to notice; until then its shared memory is in use.
    const isTransient = /shared memory block .* is still in use/.test(failure);
    if (!isTransient || attempt === RETRIES) throw new StorageError(explainDamage(options.clusterDir, failure));
    await delay(100);
  }
}

async function tryStart(
  options: ServerProcessOptions,
): Promise<{ server: ServerProcess; failure?: undefined } | { server?: undefined; failure: string }> {
  const output = openSync(options.logFile, 'a+', 0o600);
  const { uid, gid } = options.user.spawnAs;
  if (uid !== undefined && gid !== undefined) fchownSync(output, uid, gid);
  const outputStart = fstatSync(output).size;
  try {
    const child = spawnServer(options, output);
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    }).then(() => endWatchdog(child));
    const isReady = await waitUntilReady(child, options);
    if (isReady) return { server: { pid: child.pid as number, exited, stop: () => stopServer(child, exited) } };
    await exited;
    return { failure: findReason(readFrom(output, outputStart)).replaceAll(INHERITED_CLUSTER, options.clusterDir) };
  } finally {
    closeSync(output);
  }
}

function spawnServer({ clusterDir, binaries, user, settings }: ServerProcessOptions, output: number): ChildProcess {
  const cluster = openSync(clusterDir, 'r');
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    return spawn('/bin/sh', ['-c', START_WITH_WATCHDOG, 'sh', binaries.postgres, '-D', INHERITED_CLUSTER, ...flags], {
      ...user.spawnAs,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output, output, cluster, 'pipe'],
    });
  } finally {
    closeSync(cluster);
  }
}

/** False when it ended instead. Recovery after a crash may take its time, so there is no deadline. */
async function waitUntilReady(child: ChildProcess, { clusterDir, log }: ServerProcessOptions): Promise<boolean> {
  const SLOW_MS = 10_000;
  let nextNotice = Date.now() + SLOW_MS;
  let hasEnded = child.pid === undefined;
  child.once('exit', () => {
    hasEnded = true;
  });
  while (!hasEnded) {
    const { pid, status } = readPidFile(clusterDir);
    if (pid === child.pid && status === 'ready') return true;
    if (Date.now() > nextNotice) {
      log.info('The database is still starting, probably recovering from a crash');
      nextNotice += SLOW_MS;
    }
    await delay(POLL_MS);
  }
  return false;
}

async function stopServer(child: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const [signal, timeoutMs] of SHUTDOWNS) {
    child.kill(signal);
    const hasEnded = await Promise.race([exited.then(() => true), delay(timeoutMs, false, { ref: false })]);
    if (hasEnded) return;
  }
  child.kill('SIGKILL');
  await exited;
}

function endWatchdog(child: ChildProcess): void {
  const pipe = child.stdio[4];
  if (pipe && 'destroy' in pipe) pipe.destroy();
}

/**
 * Stops a PostgreSQL that an Interlock left running on this cluster; call it with the data folder's lock held, when
 * nobody else can be its owner. Pid files that a crash left, whose number may meanwhile be another program's, are removed.
 */
export async function stopLeftover(clusterDir: string, user: ServerUser, log: StorageLog): Promise<void> {
  const { pid } = readPidFile(clusterDir);
  if (pid === undefined) return;
  const isRunning = () => servesCluster(pid, clusterDir, user);
  if (isRunning()) log.info(`Stopping the database server (process ${pid}) that an earlier Interlock left`);
  for (const [signal, timeoutMs] of SHUTDOWNS) {
    if (isRunning()) signalAs(user, pid, signal);
    for (const end = Date.now() + timeoutMs; isRunning() && Date.now() < end; ) await delay(POLL_MS * 2);
  }
  if (isRunning()) throw new StorageError(`The database server (process ${pid}) on ${clusterDir} does not stop.`);
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) rmSync(join(clusterDir, name), { force: true });
}

/** Whether the process works in the cluster's folder, as PostgreSQL does. Asked as the server's user, as root may not see it. */
function servesCluster(pid: number, clusterDir: string, user: ServerUser): boolean {
  const cluster = openSync(clusterDir, 'r');
  try {
    const ask = spawnSync('/bin/sh', ['-c', '[ "/proc/$1/cwd" -ef /proc/self/fd/3/. ]', 'sh', String(pid)], {
      ...user.spawnAs,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', cluster],
    });
    return ask.status === 0;
  } finally {
    closeSync(cluster);
  }
}

function signalAs(user: ServerUser, pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  spawnSync('/bin/sh', ['-c', 'kill -"$1" "$2"', 'sh', signal.slice(3), String(pid)], { ...user.spawnAs, cwd: '/' });
}

/** What postmaster.pid says; all undefined when there is none. */
function readPidFile(clusterDir: string): { pid?: number; status?: string } {
  const STATUS_LINE = 7;
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]) || undefined, status: lines[STATUS_LINE]?.trim() };
  } catch {
    return {};
  }
}

/** Of the server's messages the fatal ones, or all when there is none such. */
function findReason(output: string): string {
  const fatal = output.split('\n').filter((line) => /\b(ERROR|FATAL|PANIC|DETAIL|HINT):/.test(line));
  return (fatal.length ? fatal.join('\n') : output) || 'the server ended without a word';
}

function readFrom(descriptor: number, start: number): string {
  const size = fstatSync(descriptor).size - start;
  if (size <= 0) return '';
  const text = Buffer.alloc(size);
  readSync(descriptor, text, 0, size, start);
  return text.toString('utf8').trim();
}
