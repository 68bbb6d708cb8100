import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { connectDatabase, type Database } from './storage/database.ts';
import { startEmbeddedServer } from './storage/embedded-server.ts';
import { migrateToLatest } from './storage/migrate.ts';
import type { StorageLog } from './storage/storage-log.ts';

export interface OpenDatabase {
  db: Database;
  /** Resolves when our own server has ended for good: after close(), or when it does not start again. Never with DATABASE_URL. */
  ended: Promise<void>;
  /** Closes its connections and stops the embedded server. */
  close(): Promise<void>;
}

/** Connects to DATABASE_URL, or starts our own server in DATA_DIR, and migrates. @throws StorageError */
export async function openDatabase(
  { databaseUrl, databaseConnections: maxConnections, dataDir }: Config,
  logger: Logger,
): Promise<OpenDatabase> {
  const log = toStorageLog(logger);
  const server = databaseUrl === undefined ? await startEmbeddedServer({ dataDir, log }) : undefined;
  const db = connectDatabase({
    ...(server?.connection ?? { connectionString: databaseUrl }),
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
