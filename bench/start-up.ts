// How long a start takes until the server is ready, with a new data folder and with one that is there; and its memory.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './server-under-test.ts';

const folder = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
try {
  for (const name of ['first start, new data folder', 'second start', 'third start']) {
    const server = await startServer({}, folder);
    console.log(
      `  ${name.padEnd(32)} ${server.startMs.toFixed(0).padStart(6)} ms   ${(await server.memoryMb()).toFixed(0)} MB`,
    );
    await server.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
