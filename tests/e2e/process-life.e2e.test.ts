// The server as a process: it is stopped in the middle of a change, with Ctrl-C and by force, and started twice.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { startEmpty } from './factory.ts';
import { ask, beginSlowChange, leftOf, processesOf, slowSettings } from './server-life.ts';

// A busy machine takes its time to start a database.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 200_000 });
let servers: InterlockServer[] = [];
afterEach(async () => {
  // The last first: it may run on the folder of one before it.
  for (const server of servers.reverse()) await server.stop();
  servers = [];
});

async function start(environment: Record<string, string> = {}, options = {}): Promise<InterlockServer> {
  const server = await startEmpty({ ...slowSettings, ...environment }, options);
  servers.push(server);
  return server;
}

test('SIGTERM lets a change that runs finish with its answer and log, then ends everything', async () => {
  const server = await start();
  const { answer } = await beginSlowChange(server);
  const processes = processesOf(server);
  expect(processes.length).toBeGreaterThan(5);
  server.process.kill('SIGTERM');
  expect(await answer).toEqual({ data: { createTeam: { team: { name: 'Night shift' } } } });
  await server.ended;
  expect(server.process.exitCode).toBe(0);
  expect(await leftOf(processes)).toEqual([]);

  const again = await start({ DATA_DIR: server.dataDir });
  expect(await ask(again, '{ teams { nodes { name } } executionLogs { nodes { outcome committed } } }')).toEqual({
    data: {
      teams: { nodes: [{ name: 'Night shift' }] },
      executionLogs: { nodes: [{ outcome: 'ALLOWED', committed: true }] },
    },
  });
});

test('Ctrl-C, which reaches all its processes at once, leaves none', async () => {
  const server = await start({}, { detached: true });
  const processes = processesOf(server);
  // As a terminal does, to the whole group.
  process.kill(-server.process.pid!, 'SIGINT');
  await server.ended;
  expect(server.process.exitCode).toBe(0);
  expect(await leftOf(processes)).toEqual([]);
});

test('a second signal ends it at once, and nothing of it stays', async () => {
  const server = await start();
  const { answer } = await beginSlowChange(server, 1_000_000_000);
  const processes = processesOf(server);
  server.process.kill('SIGINT');
  // Two at the same moment would be one.
  await vi.waitFor(() => expect(fetch(`${server.url}/healthz`)).rejects.toThrow(), { interval: 10, timeout: 5000 });
  server.process.kill('SIGINT');
  await expect(answer).rejects.toThrow();
  await server.ended;
  expect(await leftOf(processes)).toEqual([]);
});

test('killed, it leaves no process, and starts again on what it had', async () => {
  const server = await start();
  await ask(server, 'mutation { createTeam(input: {name: "Day shift"}) { team { name } } }');
  const { answer } = await beginSlowChange(server, 1_000_000_000);
  const processes = processesOf(server);
  server.process.kill('SIGKILL');
  await expect(answer).rejects.toThrow();
  expect(await leftOf(processes)).toEqual([]);
  const again = await start({ DATA_DIR: server.dataDir });
  expect(await ask(again, '{ teams { nodes { name } } }')).toEqual({
    data: { teams: { nodes: [{ name: 'Day shift' }] } },
  });
});

test('when its database does not start again it ends, for whoever watches over it to start it', async () => {
  const server = await start();
  const postmaster = join(server.dataDir, 'postgres/postmaster.pid');
  const pid = Number(readFileSync(postmaster, 'utf8').split('\n')[0]);
  rmSync(join(server.dataDir, 'postgres/global'), { recursive: true });
  process.kill(pid, 'SIGKILL');
  await server.ended;
  expect(server.process.exitCode).toBe(1);
});

test('a second one on the same data folder is refused, and the first goes on', async () => {
  const server = await start();
  const { status, stderr, stdout } = spawnSync(process.execPath, ['dist/server/cli/main.js'], {
    env: { ...process.env, DATA_DIR: server.dataDir, PORT: '1', BASE_URL: '' },
    encoding: 'utf8',
  });
  expect({ status, stderr, stdout }).toEqual({
    status: 1,
    stderr: `Interlock is already running on ${server.dataDir} (process ${server.process.pid}). Stop it first, or set DATA_DIR to another folder.\n`,
    stdout: '',
  });
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
});
