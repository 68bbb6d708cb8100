import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectDatabase, type DatabaseLocation } from './database.ts';
import { startEmbeddedServer } from './embedded-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the project, so that its imports of packages resolve.
const builtDir = join(root, '.interlock-cache', `embedded-server-test-${process.pid}`);
const isRoot = process.getuid?.() === 0;

/** A data folder with an initialized cluster: copying it is much faster than initializing another. */
let pristine: string;
let folder: string;
let dataDir: string;
let messages: string[];
const note = (message: string) => messages.push(message);
const start = (dir = dataDir) =>
  startEmbeddedServer({ dataDir: dir, log: { info: note, warn: note, error: note }, durable: false });

beforeAll(async () => {
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json', '--outDir', builtDir], {
    cwd: root,
  });
  pristine = await mkdtemp(join(tmpdir(), 'interlock-server-'));
  messages = [];
  await (await start(pristine)).stop();
});
afterAll(async () => {
  await rm(builtDir, { recursive: true, force: true });
  await rm(pristine, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-server-'));
  dataDir = join(folder, 'data');
  execFileSync('cp', ['-a', pristine, dataDir]);
  messages = [];
});
afterEach(async () => {
  for (const owner of owners.splice(0)) owner.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

describe('the embedded server', () => {
  it('keeps what was written from one start to the next', async () => {
    const first = await start();
    await query(first.connection, 'create table kept (id int); insert into kept values (7)');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await query(second.connection, 'select id from kept')).toEqual([{ id: 7 }]);
    await second.stop();
    await second.stop();
  });

  it('has again in memory what it had before it stopped', async () => {
    const made = `create extension pg_buffercache; create extension pg_prewarm;
      create table large as select repeat('x', 1000) from generate_series(1, 2000)`;
    const inMemory = `select count(*)::int from pg_buffercache where relfilenode = pg_relation_filenode('large')`;
    const first = await start();
    await query(first.connection, made);
    const had = await query(first.connection, inMemory);
    // Refused as long as what the one before had is still being read.
    await vi.waitFor(() => query(first.connection, 'select autoprewarm_dump_now()'), { timeout: 10_000 });
    await first.stop();
    const second = await start();
    await expect.poll(() => query(second.connection, inMemory), { timeout: 10_000 }).toEqual(had);
    await second.stop();
  });

  it('listens on no network and keeps its folder to itself', async () => {
    const server = await start();
    expect(await query(server.connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    await server.stop();
  });

  it.runIf(isRoot)('runs unprivileged when we are root, also below a folder that only root can enter', async () => {
    chmodSync(folder, 0o700);
    rmSync(dataDir, { recursive: true });
    const server = await start();
    expect(uidOf(server.pid)).not.toBe(0);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(uidOf(server.pid));
    await server.stop();
  });

  it.runIf(isRoot)("makes a database in an ordinary user's folder for that user, when we are root", async () => {
    const NOBODY = 65534;
    rmSync(dataDir, { recursive: true });
    chownSync(folder, NOBODY, NOBODY);
    const server = await start();
    expect([uidOf(server.pid), statSync(dataDir).uid]).toEqual([NOBODY, NOBODY]);
    await server.stop();
  });

  it('works where the path is too long for a socket', async () => {
    dataDir = join(folder, 'long-'.repeat(30), 'data');
    const server = await start();
    expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('refuses a folder that another Interlock is running on', async () => {
    const server = await start();
    await expect(start()).rejects.toThrow(`Interlock is already running on ${dataDir} (process ${process.pid})`);
    expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

it('starts again when it is killed itself, with every committed row, and with one watchdog', async () => {
  const server = await start();
  await query(server.connection, 'create table kept (id int); insert into kept values (1)');
  const killed = server.pid;
  expect(findWatchdog(killed)).toHaveLength(1);
  process.kill(killed, 'SIGKILL');
  await waitUntil(() => server.pid !== killed);
  expect(findWatchdog(server.pid)).toHaveLength(1);
  await waitUntil(() => findWatchdog(killed).length === 0);
  expect(await query(server.connection, 'select id from kept')).toEqual([{ id: 1 }]);
  await server.stop();
  await server.ended;
});

it('starts again, too, after a start that failed', async () => {
  const server = await start();
  const killed = server.pid;
  const [needed, away] = [join(dataDir, 'postgres', 'global'), join(folder, 'global')];
  renameSync(needed, away);
  process.kill(killed, 'SIGKILL');
  await waitUntil(() => messages.some((message) => message.includes('did not start again')));
  renameSync(away, needed);
  await waitUntil(() => server.pid !== killed);
  expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

describe('when its owner is killed', () => {
  it('it stops, and the next start has every committed row', async () => {
    const owner = await startOwner();
    await query(owner.connection, 'create table kept (id int); insert into kept values (1)');
    owner.process.kill('SIGKILL');
    await waitUntil(() => !isAlive(owner.serverPid));
    const server = await start();
    expect(await query(server.connection, 'select id from kept')).toEqual([{ id: 1 }]);
    await server.stop();
  });

  it('a start right after it waits for it', async () => {
    const owner = await startOwner();
    owner.process.kill('SIGKILL');
    const server = await start();
    expect(server.pid).not.toBe(owner.serverPid);
    await server.stop();
  });

  it('and its watchdog with it, the next start stops it first', async () => {
    const owner = await startOwner();
    for (const pid of findWatchdog(owner.serverPid)) process.kill(pid, 'SIGKILL');
    const gone = once(owner.process, 'exit');
    owner.process.kill('SIGKILL');
    await gone;
    expect(isAlive(owner.serverPid)).toBe(true);
    const server = await start();
    expect(isAlive(owner.serverPid)).toBe(false);
    expect(messages.join()).toContain('that an earlier Interlock left');
    await server.stop();
  });

  it('and it too, the next start recovers', async () => {
    const owner = await startOwner();
    await query(owner.connection, 'create table kept (id int); insert into kept values (1)');
    process.kill(owner.serverPid, 'SIGKILL');
    owner.process.kill('SIGKILL');
    const server = await start();
    expect(await query(server.connection, 'select id from kept')).toEqual([{ id: 1 }]);
    await server.stop();
  });
});

describe('a folder it cannot use', () => {
  const cluster = (name: string) => join(dataDir, 'postgres', name);

  it('is refused with what to do when it is damaged', async () => {
    rmSync(cluster('global'), { recursive: true });
    await expect(start()).rejects.toThrow(
      new RegExp(`postgres cannot be opened:.*global.*\n  DATA_DIR=${dataDir} interlock restore FILE`, 's'),
    );
  });

  it('is refused when its version file is missing', async () => {
    rmSync(cluster('PG_VERSION'));
    await expect(start()).rejects.toThrow(/PG_VERSION cannot be read.* interlock restore FILE/s);
  });

  it('is refused when another PostgreSQL made it', async () => {
    writeFileSync(cluster('PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 17; this Interlock brings PostgreSQL 18/);
  });

  it('is refused, and nothing is made, when it has no database and none is to be made', async () => {
    const log = { info: note, warn: note, error: note };
    for (const missing of [join(folder, 'mistyped'), folder]) {
      await expect(startEmbeddedServer({ dataDir: missing, whenMissing: 'refuse', log })).rejects.toThrow(
        `There is no database in ${missing}. Set DATA_DIR`,
      );
    }
    expect(readdirSync(folder)).toEqual(['data']);
  });

  it('is free for the next start after a refusal', async () => {
    writeFileSync(cluster('PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow();
    writeFileSync(cluster('PG_VERSION'), '18\n');
    await (await start()).stop();
  });

  it('is used though a crash left a pid file with the number of another program', async () => {
    writeFileSync(cluster('postmaster.pid'), `${process.pid}\n/somewhere\n`);
    await (await start()).stop();
    expect(messages.join()).not.toContain('earlier Interlock');
  });
});

it('an initialization that was cut short is begun anew', async () => {
  rmSync(join(dataDir, 'postgres'), { recursive: true });
  mkdirSync(join(dataDir, 'postgres.unfinished', 'base'), { recursive: true });
  await (await start()).stop();
  expect(existsSync(join(dataDir, 'postgres.unfinished'))).toBe(false);
});

interface Owner {
  process: ChildProcess;
  connection: DatabaseLocation;
  serverPid: number;
}

const owners: ChildProcess[] = [];

/** Another process, as `npm start` is one, that starts the server in dataDir. */
async function startOwner(): Promise<Owner> {
  const program = `
    import { startEmbeddedServer } from ${JSON.stringify(pathToFileURL(join(builtDir, 'storage', 'embedded-server.js')))};
    const log = { info() {}, warn() {}, error() {} };
    const { connection, pid } = await startEmbeddedServer({ dataDir: ${JSON.stringify(dataDir)}, log, durable: false });
    console.log(JSON.stringify({ connection, serverPid: pid }));
    setInterval(() => {}, 1000);
  `;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(owner);
  const line = await new Promise<string>((resolve, reject) => {
    owner.stdout?.once('data', (data) => resolve(String(data)));
    owner.once('exit', (status) => reject(new Error(`The owner ended with ${status}`)));
  });
  return { process: owner, ...JSON.parse(line) };
}

/** The shells in the server's session: the one that waits for the owner's end. */
function findWatchdog(serverPid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-s', String(serverPid), '-x', 'sh'], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

async function query(connection: DatabaseLocation, statement: string): Promise<unknown[]> {
  const db = connectDatabase({ ...connection, maxConnections: 1 });
  const result = await db.pool.query(statement).finally(() => db.close());
  return result.rows;
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function uidOf(pid: number): number {
  return statSync(`/proc/${pid}`).uid;
}

async function waitUntil(isDone: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !isDone(); await delay(20)) {
    if (Date.now() > end) throw new Error('Waited 10 s in vain');
  }
}
