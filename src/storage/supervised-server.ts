import type { ServerProcess } from './server-process.ts';
import type { StorageLog } from './storage-log.ts';

export interface SupervisedServer {
  /** Of the process that runs now: a new one after a restart. */
  readonly pid: number;
  /** Resolves when the server is gone for good: stopped, or it ended by itself and could not be started again. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** A server that ends again this soon after a restart is not restarted again. */
const MIN_LIFE_MS = 5_000;

/** Starts a server, and starts it again when it ends without stop() (killed for want of memory, say). */
export async function superviseServer(start: () => Promise<ServerProcess>, log: StorageLog): Promise<SupervisedServer> {
  let server = await start();
  let stopping = false;

  const supervise = async () => {
    for (let startedAt = 0; ; startedAt = Date.now()) {
      await server.exited;
      if (stopping) return;
      if (Date.now() - startedAt < MIN_LIFE_MS) {
        return log.error('The database server ended again right after it was restarted; giving up');
      }
      log.error('The database server ended by itself; starting it again');
      server = await start();
      if (stopping) await server.stop();
    }
  };
  const ended = supervise().catch((error) => log.error(`The database server does not start again: ${error.message}`));

  return {
    get pid() {
      return server.pid;
    },
    ended,
    async stop() {
      stopping = true;
      await server.stop();
      // A restart may be under way; it then stops what it started.
      await ended;
    },
  };
}
