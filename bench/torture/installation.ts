// What is tortured: one or more nodes of the built server, on their own PostgreSQL or on one that they share.

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/storage/embedded-server.ts';
import { benchmarkToken, type ServerUnderTest, startServer } from '../server-under-test.ts';
import type { Endpoint } from './clients.ts';

export const wounds = ['server', 'node', 'postgres', 'backend', 'both'] as const;
export type Wound = (typeof wounds)[number];

export interface Installation {
  endpoint(): Endpoint;
  database: ServerUnderTest['database'];
  /** Kills without warning, and resolves when everything runs again. */
  wound(what: Wound): Promise<void>;
  stop(): Promise<void>;
}

/** `external`: the nodes are given a DATABASE_URL, of a server that we start (and kill) for them. */
export async function install({ nodes, external }: { nodes: number; external: boolean }): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-torture-'));
  const log = { info() {}, warn() {}, error() {} };
  const postgres: EmbeddedServer | undefined = external
    ? await startEmbeddedServer({ dataDir: join(folder, 'external'), log })
    : undefined;
  const environment: Record<string, string> = { LOG_LEVEL: 'fatal', SANDBOX_PROCESSES: '3' };
  // One server starts two nodes; of several servers each is a node.
  environment.NODES = nodes === 1 ? '2' : '1';
  if (postgres) {
    const { host, user, database } = postgres.connection;
    environment.DATABASE_URL = `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host!)}`;
  }
  const dataDir = (n: number) => join(folder, `node-${n}`);
  const start = (n: number) => startServer(environment, dataDir(n));
  const running: ServerUnderTest[] = [];
  for (let n = 0; n < nodes; n++) running.push(await start(n));

  const postmaster = async () =>
    postgres?.pid ?? Number((await readFile(join(dataDir(0), 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);

  async function killNode(): Promise<() => Promise<void>> {
    const n = Math.floor(Math.random() * nodes);
    const { process: victim, url } = running[n]!;
    const gone = new Promise((resolve) => victim.once('close', resolve));
    victim.kill('SIGKILL');
    await gone;
    return async () => {
      running[n] = await startAgain({ ...environment, PORT: new URL(url).port }, dataDir(n));
    };
  }

  async function untilReady(n: number): Promise<void> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
      const { url, process: node } = running[n]!;
      if (await isReady(url)) return;
      // One that has lost its database for good has ended.
      if (node.exitCode !== null) {
        running[n] = await startAgain({ ...environment, PORT: new URL(url).port }, dataDir(n));
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${running[n]!.url} was not ready within a minute`);
  }

  return {
    endpoint: () => ({ url: running[Math.floor(Math.random() * nodes)]!.url, token: benchmarkToken }),
    database: running[0]!.database,
    async wound(what) {
      if (what === 'postgres' || what === 'both') kill(await postmaster());
      if (what === 'backend') killOneChild(await postmaster(), /postgres: interlock interlock/);
      if (what === 'node' && nodes === 1) killOneChild(running[0]!.process.pid!, /main\.js/);
      const isServer = what === 'server' || what === 'both' || (what === 'node' && nodes > 1);
      const restart = isServer ? await killNode() : async () => {};
      await restart();
      for (let n = 0; n < nodes; n++) await untilReady(n);
    },
    async stop() {
      for (const server of running) await server.stop();
      await postgres?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As whoever watches over it would: a node whose database is not there yet ends, and is started again. */
async function startAgain(environment: Record<string, string>, dataDir: string): Promise<ServerUnderTest> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(environment, dataDir);
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}

/**
 * Of PostgreSQL's, a session of Interlock's: it then ends all others and recovers, as it cannot trust the shared memory. Of a
 * server's, a node.
 */
function killOneChild(parent: number, pattern: RegExp): void {
  // It fails when there is none, as between two lives.
  const { stdout } = spawnSync('ps', ['--ppid', String(parent), '-o', 'pid=,args='], { encoding: 'utf8' });
  const children = stdout.split('\n').filter((line) => pattern.test(line));
  const pid = Number(children[Math.floor(Math.random() * children.length)]?.trim().split(/\s+/)[0]);
  if (pid) kill(pid);
}

/** Between two lives of PostgreSQL there may be nothing to kill. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}
