import cluster from 'node:cluster';
import { type Logger, pino } from 'pino';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { ListenError } from '../http/listen.ts';
import { StorageError } from '../storage/storage-error.ts';
import { NodeError, runNodes } from './run-nodes.ts';
import type { Running } from './running.ts';

/** Starts the server and runs until it is told to stop. What it prints goes to stdout, what it logs to stderr. */
export async function start(): Promise<void> {
  const stopping = new AbortController();
  let running: Running | undefined;
  try {
    const config = readConfig();
    const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
    stopOnSignals(stopping);
    running = await run(config, log, () => stopping.abort());
    process.stdout.write(await running.about());
    const failed = await Promise.race([aborted(stopping.signal), running.failed]);
    if (failed && !stopping.signal.aborted) throw failed;
  } catch (error) {
    process.stderr.write(explain(error));
    process.exitCode = 1;
  }
  await running?.close();
  // Sockets of clients that went away without a word must not keep us.
  process.exit();
}

/** The process that starts nodes does without what only they need. */
async function run(config: Config, log: Logger, stop: () => void): Promise<Running> {
  if (cluster.isWorker) return (await import('./run-node.ts')).runNode(config, log, stop);
  if (config.nodes > 1) return runNodes(config, log);
  return (await import('./run-app.ts')).runApp(config, log);
}

/** The first signal stops us in order, the second at once. */
function stopOnSignals(stopping: AbortController): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      if (cluster.isPrimary) process.stderr.write('Stopping …\n');
      stopping.abort();
    });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What a person can do something about is said plainly; anything else keeps its stack. */
function explain(error: unknown): string {
  // The node has said it.
  if (error instanceof NodeError) return '';
  const isForPeople = error instanceof ConfigError || error instanceof StorageError || error instanceof ListenError;
  if (isForPeople) return `${error.message}\n`;
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}
