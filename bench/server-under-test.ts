// A real server of its own for a benchmark: the built one, on a free port, in a temporary DATA_DIR, stopped at the end.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const projectRoot = process.cwd();

export interface ServerUnderTest {
  url: string;
  process: ChildProcess;
  /** From the start of the process to its first answer, in milliseconds. */
  startMs: number;
  /** One GraphQL request; throws when it has errors, unless `allowErrors`. */
  graphql<Data = Record<string, unknown>>(
    query: string,
    variables?: object,
    options?: { allowErrors?: boolean },
  ): Promise<Data>;
  /** Where its database is, for a benchmark that fills it. */
  database: { connectionString: string } | { host: string; user: string; database: string };
  /** Resident memory of the server and all its children (sandbox, PostgreSQL), proportional share, in MB. */
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
}

export const benchmarkToken = 'benchmark-token-of-at-least-32-characters';

export async function startServer(
  environment: Record<string, string> = {},
  dataDir?: string,
): Promise<ServerUnderTest> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'interlock-bench-')));
  const port = Number(environment.PORT) || (await freePort());
  const started = performance.now();
  const child = spawn(process.execPath, [join(projectRoot, 'dist/server/cli/main.js')], {
    cwd: projectRoot,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: folder,
      INTERLOCK_ADMIN_TOKEN: benchmarkToken,
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  const startMs = performance.now() - started;
  return {
    url,
    process: child,
    startMs,
    database: environment.DATABASE_URL
      ? { connectionString: environment.DATABASE_URL }
      : { host: join(folder, 'postgres'), user: 'interlock', database: 'interlock' },
    async graphql<Data>(query: string, variables: object = {}, { allowErrors = false } = {}) {
      const answer = JSON.parse(await post(`${url}/graphql`, JSON.stringify({ query, variables }), agent));
      if (answer.errors && !allowErrors) throw new Error(answer.errors[0].message);
      return answer.data as Data;
    },
    memoryMb: () => memoryOf(child.pid!),
    async stop() {
      agent.destroy();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
      if (!dataDir) await rm(folder, { recursive: true, force: true });
    },
  };
}

function post(url: string, body: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${benchmarkToken}`,
      'content-length': Buffer.byteLength(body),
    };
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on('data', (piece) => pieces.push(piece));
      incoming.on('end', () => resolve(Buffer.concat(pieces).toString()));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with exit status ${child.exitCode}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('The server was not ready within a minute');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Of a process and all that descend from it: proportional share, in MB. */
export async function memoryOf(root: number): Promise<number> {
  let kb = 0;
  for (const pid of await descendants(root)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kb += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return kb / 1024;
}

async function descendants(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const nested = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((child) => descendants(Number(child))),
  );
  return [pid, ...nested.flat()];
}
