import { setTimeout as delay } from 'node:timers/promises';
import { createRestartPauses } from './restart-pauses.ts';
import type { ServerProcess } from './server-process.ts';
import type { StorageLog } from './storage-log.ts';

export interface SupervisedServer {
  /** Of the process that runs now: a new one after a restart. */
  readonly pid: number;
  /** Resolves when the server is gone for good: stopped, or it ended by itself and could not be started again. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** How often we look whether there is room again. */
const ROOM_PAUSE_MS = 1_000;

/**
 * Starts a server, and starts it again when it ends without stop() (killed for want of memory, say). One that ended while its disk
 * was full is left alone until there is room, since it would only end once more.
 */
export async function superviseServer(
  start: () => Promise<ServerProcess>,
  { log, hasRoom }: { log: StorageLog; hasRoom: () => boolean },
): Promise<SupervisedServer> {
  let server = await start();
  let stopping = false;

  const supervise = async () => {
    const pauses = createRestartPauses();
    for (let startedAt = Date.now(); ; startedAt = Date.now()) {
      await server.exited;
      if (stopping) return;
      if (!hasRoom()) {
        log.error('The database server ended by itself, and its disk is full: it is started again when there is room');
        while (!hasRoom() && !stopping) await delay(ROOM_PAUSE_MS);
        if (stopping) return;
        pauses.forget();
      }
      const pauseMs = pauses.next(Date.now() - startedAt);
      if (pauseMs === undefined) {
        return log.error('The database server ends again and again right after it is started; giving up');
      }
      log.error('The database server ended by itself; starting it again');
      await delay(pauseMs);
      if (stopping) return;
      try {
        server = await start();
      } catch (error) {
        // Killed once more while it recovered, say: as short a life as any.
        log.error(`The database server did not start again: ${(error as Error).message}`);
      }
      if (stopping) await server.stop();
    }
  };
  const ended = supervise();

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
