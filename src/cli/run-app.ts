import type { Logger } from 'pino';
import { type App, createApp, type Fleet } from '../app.ts';
import type { Config } from '../config.ts';
import { databaseGone, type Running } from './running.ts';

/** The whole of Interlock in this process: alone, or as one node of a fleet. @throws StorageError, ListenError */
export async function runApp(
  config: Config,
  log: Logger,
  fleet?: Fleet,
): Promise<Running & { metrics: App['metrics'] }> {
  const app = await createApp(config, log, fleet);
  try {
    await app.listen();
    return {
      about: () => describe(app, config),
      failed: app.databaseEnded.then(databaseGone),
      metrics: app.metrics,
      close: app.close,
    };
  } catch (error) {
    await app.close();
    throw error;
  }
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
