// `npm run bench -- zip [--logs 10000]`: a Zip of that many logs, streamed to a client: how long it takes, and how much memory the
// server needs for it, beside that of a Zip of a tenth as many.

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { fillLogs } from './fill-logs.ts';
import { benchmarkToken, type ServerUnderTest, startServer } from './server-under-test.ts';

const { values: options } = parseArgs({ options: { logs: { type: 'string', default: '10000' } } });
const logs = Number(options.logs);
const server = await startServer();
try {
  const client = new pg.Client(server.database);
  await client.connect();
  await fillLogs(client, { logs: logs + 1000, bodies: logs + 1000 });
  await client.end();
  const ids = await newestIds(server, logs);
  // The first one makes the server's memory what it is when it works.
  await download(server, ids.slice(0, 500));
  const few = await download(server, ids.slice(0, Math.ceil(logs / 10)));
  const many = await download(server, ids);
  const ratio = (many.peakMb / few.peakMb).toFixed(2);
  console.log(`\nThe server's memory at its highest: x${ratio} for ten times as many logs`);
} finally {
  await server.stop();
}

async function newestIds({ graphql }: ServerUnderTest, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ids.length < count; ) {
    const answer: { executionLogs: { nodes: { id: string }[]; pageInfo: { endCursor: string } } } = await graphql(
      'query ($after: String) { executionLogs(first: 500, after: $after) { nodes { id } pageInfo { endCursor } } }',
      { after },
    );
    ids.push(...answer.executionLogs.nodes.map(({ id }) => id));
    after = answer.executionLogs.pageInfo.endCursor;
  }
  return ids.slice(0, count);
}

/** Reads the Zip to its end, keeping nothing of it. */
async function download(
  { url, process: { pid } }: ServerUnderTest,
  ids: readonly string[],
): Promise<{ peakMb: number }> {
  const before = await residentMb(pid!);
  let peakMb = before;
  let bytes = 0;
  const started = performance.now();
  const response = await fetch(`${url}/execution-logs/download`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${benchmarkToken}` },
    body: JSON.stringify({ ids }),
  });
  if (!response.ok) throw new Error(await response.text());
  let lookedAt = started;
  for await (const piece of response.body!) {
    bytes += piece.length;
    if (performance.now() - lookedAt < 50) continue;
    lookedAt = performance.now();
    peakMb = Math.max(peakMb, await residentMb(pid!));
  }
  const seconds = (performance.now() - started) / 1000;
  const count = ids.length.toLocaleString('en');
  console.log(
    `  ${count.padStart(6)} logs: ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, ${(ids.length / seconds).toFixed(0)} logs a second; ` +
      `memory of the server ${before.toFixed(0)} MB before, ${peakMb.toFixed(0)} MB at most`,
  );
  return { peakMb };
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}
