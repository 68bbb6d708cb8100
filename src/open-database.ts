import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { connectDatabase, type Database, type DatabaseLocation } from './storage/database.ts';
import { type EmbeddedServer, startEmbeddedServer } from './storage/embedded-server.ts';
import { migrateToLatest } from './storage/migrate.ts';
import type { StorageLog } from './storage/storage-log.ts';

export interface OpenDatabase {
  db: Database;
  /** Resolves when the server that we started has ended for good: after close(), or when it does not start again. Else never. */
  ended: Promise<void>;
  /** Closes its connections and stops the embedded server. */
  close(): Promise<void>;
}

/** Starts the server in DATA_DIR. @throws StorageError */
export function startOwnDatabase({ dataDir }: Pick<Config, 'dataDir'>, logger: Logger): Promise<EmbeddedServer> {
  return startEmbeddedServer({ dataDir, log: toStorageLog(logger) });
}

/**
 * Connects to DATABASE_URL, or to our own server in DATA_DIR, and migrates. Our own is `running`, or it is started.
 * @throws StorageError
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'databaseConnections' | 'dataDir'>,
  logger: Logger,
  running?: DatabaseLocation,
): Promise<OpenDatabase> {
  const { databaseUrl, databaseConnections: maxConnections } = config;
  const log = toStorageLog(logger);
  const server = databaseUrl === undefined && !running ? await startOwnDatabase(config, logger) : undefined;
  const db = connectDatabase({
    ...(running ?? server?.connection ?? { connectionString: databaseUrl }),
    maxConnections,
    onConnectionLost: (error) => log.warn(`A connection to the database broke: ${error.message}`),
  });
  const close = async () => {
    await db.close();
    await server?.stop();
  };
  try {
    await migrateToLatest(db, { log });
  } catch (error) {
    await close();
    throw error;
  }
  return { db, ended: server?.ended ?? new Promise(() => {}), close };
}

/** What goes as it should is of interest only to who looks for it. */
function toStorageLog(log: Logger): StorageLog {
  return {
    info: (message) => log.debug(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
  };
}
