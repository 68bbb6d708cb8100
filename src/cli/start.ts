import { pino } from 'pino';
import { type App, createApp } from '../app.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { ListenError } from '../http/listen.ts';
import { StorageError } from '../storage/storage-error.ts';

/** Starts the server and runs until it is told to stop. What it prints goes to stdout, what it logs to stderr. */
export async function start(): Promise<void> {
  const stopping = new AbortController();
  let app: App | undefined;
  try {
    const config = readConfig();
    const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
    stopOnSignals(stopping);
    app = await createApp(config, log);
    await app.listen();
    process.stdout.write(await describe(app, config));
    await Promise.race([aborted(stopping.signal), app.databaseEnded]);
    // Whoever watches over us starts us again, with all that a start can mend.
    if (!stopping.signal.aborted) throw new StorageError('The database does not start again, so Interlock ends.');
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
  await app?.close();
  // Sockets of clients that went away without a word must not keep us.
  process.exit();
}

/** The first signal stops us in order, the second at once. */
function stopOnSignals(stopping: AbortController): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      process.stderr.write('Stopping …\n');
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

async function describe(app: App, { baseUrl }: Config): Promise<string> {
  const setupLink = await app.createSetupLink();
  const { unavailable, pythonVersion, walls } = app.sandbox;
  const lines = [
    `Interlock runs at ${baseUrl}`,
    ...(setupLink ? ['', 'First run: make the administrator with this link, which works once:', setupLink] : []),
    '',
    unavailable
      ? `Actions can't run here, so changes that need them are refused: ${unavailable}`
      : `Actions run with Python ${pythonVersion} behind ${walls.join(', ')}`,
  ];
  return `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n\n`;
}

/** What a person can do something about is said plainly; anything else keeps its stack. */
function explain(error: unknown): string {
  const isForPeople = error instanceof ConfigError || error instanceof StorageError || error instanceof ListenError;
  if (isForPeople) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
