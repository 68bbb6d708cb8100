import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface InterlockServer {
  url: string;
  /** The one-time link that makes the first administrator; the start page where there is one already. */
  setupUrl: string;
  /** Its data folder, with its own PostgreSQL. */
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /** Stops it and removes its data folder, unless that was given. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The first of a process group, as a command in a terminal is. Default false. */
  detached?: boolean;
  /** A data folder to begin with a copy of; without it there is no database yet. */
  copyOf?: string;
  /** Where a data folder is made when `DATA_DIR` names none. Default the system's for temporary files. */
  folder?: string;
}

/**
 * Starts the built server as a person would, on a free port, or `PORT`, with a new data folder, or that of `DATA_DIR`. One node, where
 * `NODES` says no other: two stories at a time have two cores.
 */
export async function startInterlock(
  environment: Record<string, string> = {},
  { detached = false, copyOf, folder = tmpdir() }: StartOptions = {},
): Promise<InterlockServer> {
  const dataDir = environment.DATA_DIR ?? (await mkdtemp(join(folder, 'interlock-e2e-')));
  // With their owners: PostgreSQL refuses to run as root.
  if (copyOf) await promisify(execFile)('cp', ['-a', `${copyOf}/.`, dataDir]);
  const port = environment.PORT ?? (await findFreePort());
  // Vitest has a BASE_URL of its own.
  const url = `http://127.0.0.1:${port}`;
  const settings = { PORT: String(port), BASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'warn', NODES: '1' };
  const server = spawn(process.execPath, ['dist/server/cli/main.js'], {
    env: { ...process.env, ...settings, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached,
  });
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const said = await readUntil(server.stdout, /Actions (run|can't run).*\n/, stopped);
  return {
    url: settings.BASE_URL,
    dataDir,
    process: server,
    ended: stopped,
    setupUrl: /http\S+setup\?token=\S+/.exec(said)?.[0] ?? settings.BASE_URL,
    stop: async () => {
      server.kill('SIGTERM');
      await stopped;
      if (!environment.DATA_DIR) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What was read up to and with the pattern; throws with all of it when the process stops before. */
function readUntil(stream: NodeJS.ReadableStream, pattern: RegExp, stopped: Promise<void>): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (pattern.test(text)) resolve(text);
    });
    void stopped.then(() => reject(new Error(`Interlock stopped while it was starting. It said:\n${text}`)));
  });
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
