// A server that has started several nodes: one is killed, one is told to stop, and they are counted together.

import { spawnSync } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { startEmpty } from './factory.ts';
import { ask, beginSlowChange, fetchAnew, leftOf, nodesOf, processesOf, slowSettings } from './server-life.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 200_000 });
let servers: InterlockServer[] = [];
afterEach(async () => {
  for (const server of servers) await server.stop();
  servers = [];
});

async function start(environment: Record<string, string> = {}): Promise<InterlockServer> {
  // What it logs about nodes that end is meant.
  const server = await startEmpty({ ...slowSettings, LOG_LEVEL: 'fatal', ...environment });
  servers.push(server);
  return server;
}

/** When each node that tells its metrics was started. */
async function startsOf(server: InterlockServer): Promise<Record<string, number>> {
  const text = await (await fetchAnew(server, '/metrics')).text();
  const lines = text.matchAll(/^process_start_time_seconds\{node="(\d+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, node, at]) => [node, Number(at)]));
}

const bothServe = (server: InterlockServer) =>
  vi.waitFor(async () => expect(Object.keys(await startsOf(server))).toEqual(['1', '2']), { timeout: 60_000 });

test('the one-time link that was printed holds when the other nodes are there, and after one was started again', async () => {
  const server = await start();
  await bothServe(server);
  const [killed] = nodesOf(server) as [number];
  process.kill(killed, 'SIGKILL');
  expect(await leftOf([killed])).toEqual([]);
  await bothServe(server);
  const token = new URL(server.setupUrl).searchParams.get('token');
  const admin = { token, name: 'Ada Lovelace', email: 'ada@example.com', password: 'difference engine' };
  const response = await fetchAnew(server, '/setup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(admin),
  });
  expect({ status: response.status, text: await response.text() }).toMatchObject({ status: 200 });
});

test('of two nodes one is killed: the other answers meanwhile, and it is started again', async () => {
  const server = await start();
  await bothServe(server);
  await vi.waitFor(() => expect(nodesOf(server)).toHaveLength(2));
  const [killed, other] = nodesOf(server) as [number, number];
  process.kill(killed, 'SIGKILL');
  expect(await leftOf([killed])).toEqual([]);
  for (let n = 0; n < 20; n++) {
    const name = `Team ${n}`;
    expect(await ask(server, `mutation { createTeam(input: {name: "${name}"}) { team { name } } }`)).toEqual({
      data: { createTeam: { team: { name } } },
    });
  }
  await vi.waitFor(() => expect(nodesOf(server)).toHaveLength(2), { timeout: 60_000 });
  expect(nodesOf(server)).toContain(other);
  expect(nodesOf(server)).not.toContain(killed);
  await bothServe(server);
});

test('nodes that are told to stop finish what they are at, and others take their place', async () => {
  const server = await start();
  await bothServe(server);
  const before = nodesOf(server);
  const { answer } = await beginSlowChange(server);
  for (const node of before) process.kill(node, 'SIGTERM');
  expect(await answer).toEqual({ data: { createTeam: { team: { name: 'Night shift' } } } });
  expect(await leftOf(before)).toEqual([]);
  await vi.waitFor(async () => expect((await fetchAnew(server, '/readyz')).ok).toBe(true), { timeout: 60_000 });
  expect(await ask(server, '{ executionLogs { nodes { outcome committed } } }')).toEqual({
    data: { executionLogs: { nodes: [{ outcome: 'ALLOWED', committed: true }] } },
  });
  expect(server.process.exitCode).toBeNull();
});

test('all of it ends with the process that started it, however that ends', async () => {
  const server = await start();
  await bothServe(server);
  const processes = processesOf(server);
  expect(processes.length).toBeGreaterThan(8);
  server.process.kill('SIGKILL');
  await server.ended;
  expect(await leftOf(processes)).toEqual([]);
});

test('a port that is taken is said once, and nothing stays', async () => {
  const { url, dataDir } = await start();
  const { port } = new URL(url);
  const { status, stderr, stdout } = spawnSync(process.execPath, ['dist/server/cli/main.js'], {
    env: { ...process.env, DATA_DIR: `${dataDir}-2`, PORT: port, NODES: '2', BASE_URL: '' },
    encoding: 'utf8',
  });
  expect({ status, stderr, stdout }).toEqual({
    status: 1,
    stderr: `Port ${port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to another port.\n`,
    stdout: '',
  });
});
