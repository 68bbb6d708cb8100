// Where the database of the settings is, for commands that are given beside a running server: its own PostgreSQL is used
// while it runs, and started for the time of the command when it does not.

import { join } from 'node:path';
import type { Config } from './config.ts';
import { DataDirLockedError } from './storage/data-dir-lock.ts';
import type { DatabaseLocation } from './storage/database.ts';
import { EMBEDDED_DATABASE, startEmbeddedServer } from './storage/embedded-server.ts';
import { openSocketFolder } from './storage/socket-folder.ts';
import type { StorageLog } from './storage/storage-log.ts';

export interface OpenLocation {
  location: DatabaseLocation;
  close(): Promise<void>;
}

/** @throws StorageError, also when `dataDir` has no database and none is to be made there. */
export async function openLocation(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  { whenMissing, log }: { whenMissing: 'make' | 'refuse'; log: StorageLog },
): Promise<OpenLocation> {
  if (databaseUrl !== undefined) return { location: { connectionString: databaseUrl }, async close() {} };
  try {
    const server = await startEmbeddedServer({ dataDir, whenMissing, log });
    return { location: server.connection, close: () => server.stop() };
  } catch (error) {
    if (!(error instanceof DataDirLockedError)) throw error;
    const socket = openSocketFolder(join(dataDir, 'postgres'));
    return { location: { ...EMBEDDED_DATABASE, host: socket.path }, close: async () => socket.close() };
  }
}
