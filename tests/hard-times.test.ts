// Invariant 1 when the machine lets us down: no room on the disk, a clock that is set back, clients that stop half-way.

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeTestLog } from '../src/execution-logs/test-log-writer.ts';
import { createTestDatabase, type TestDatabase } from '../src/storage/test-database.ts';
import { createTestApp, type TestApp } from '../src/test-app.ts';

const adminToken = 'a-token-for-tests-of-32-characters-or-more';
const headers = { authorization: `Bearer ${adminToken}` };
const ruleOf = (target: string, field: string) => `mutation { createRule(input: {
  title: "No bad names", target: ${target}, eventType: CREATE, context: "{ ${field}(id: $id) { id } }",
  code: "if next(iter(context['changes'].values()))['${target === 'PART' ? 'partNumber' : 'name'}']['new'].startswith('bad'): raise ValidationError('bad name')"
}) { rule { id } } }`;

/** A file system of so many megabytes, which only root can make; undefined where it can't be made. */
function mountSmall(megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-small-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (status === 0) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

const small = mountSmall(120);
afterAll(() => {
  if (!small) return;
  spawnSync('umount', ['-l', small]);
  rmSync(small, { recursive: true, force: true });
});

// Where we are not root there is no file system of our own to fill, and it is said to be skipped.
it.runIf(small)(
  'a full disk is said, loses nothing, and when there is room all goes on by itself',
  async () => {
    const t = await createTestApp({ adminToken, databaseUrl: undefined, dataDir: join(small!, 'data') });
    const ask = (query: string, variables?: object) => t.query(query, headers, variables);
    expect((await ask(ruleOf('PART', 'part'))).errors).toBeUndefined();

    const ballast = join(small!, 'ballast');
    const { bavail, bsize } = statfsSync(small!);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 3 * 1024 * 1024));
    const answered: string[] = [];
    const made: string[] = [];
    const unknown: string[] = [];
    const trouble = () =>
      answered.filter((message) => /no room left on its disk|cannot be reached|database broke/.test(message));
    for (let n = 0; n < 200 && trouble().length < 6; n++) {
      const partNumber = `${n % 3 || trouble().length ? 'good' : 'bad'} ${n}`;
      const description = randomBytes(100_000).toString('base64');
      const { errors } = await ask(
        'mutation ($n: String!, $d: String!) { createPart(input: {partNumber: $n, description: $d}) { part { id } } }',
        { n: partNumber, d: description },
      );
      if (errors) answered.push(errors[0].message);
      else made.push(partNumber);
      if (errors?.[0].message.includes('not known')) unknown.push(partNumber);
    }
    expect(made.length).toBeGreaterThan(0);
    expect(trouble()).toHaveLength(6);
    expect(t.logged.filter((line) => /No space left on device|disk is full/.test(line))).not.toEqual([]);
    expect(new Set(answered.filter((message) => !trouble().includes(message)))).toEqual(new Set(['bad name']));

    rmSync(ballast);
    const again = () => ask('mutation { createPart(input: {partNumber: "good again"}) { part { id } } }');
    await expect.poll(async () => (await again()).errors, { timeout: 20_000, interval: 200 }).toBeUndefined();
    const { data } = await ask(`{
    parts(first: 100) { edges { node { partNumber } } }
    executionLogs(first: 200) { nodes { committed outcome } }
  }`);
    const parts = data.parts.edges.map(({ node }: { node: { partNumber: string } }) => node.partNumber).sort();
    expect(parts.filter((name: string) => !unknown.includes(name))).toEqual([...made, 'good again'].sort());
    const logs = data.executionLogs.nodes as { committed: boolean; outcome: string }[];
    expect(logs.filter(({ committed }) => committed)).toHaveLength(parts.length);
    const blocked = answered.filter((message) => message === 'bad name');
    expect(logs.filter(({ outcome }) => outcome === 'BLOCKED').length).toBeGreaterThanOrEqual(blocked.length);
    await t.close();
  },
  120_000,
);

describe('a clock that is set back', () => {
  let db: TestDatabase;
  let t: TestApp;

  beforeAll(async () => {
    db = await createTestDatabase();
    // What PostgreSQL finds before its own functions of these names.
    await sql`create table clock_shift (by interval not null); insert into clock_shift values ('0')`.execute(db.kysely);
    for (const name of ['now', 'clock_timestamp'])
      await sql`create function ${sql.ref(`public.${name}`)}() returns timestamptz stable language sql
        as ${sql.lit(`select pg_catalog.${name}() + by from public.clock_shift`)}`.execute(db.kysely);
    await sql`alter database ${sql.ref(db.location.database!)} set search_path = public, pg_catalog`.execute(db.kysely);
    t = await createTestApp({ adminToken }, db);
    await t.query(ruleOf('LOCATION', 'location'), headers);
  });
  afterAll(async () => {
    await t.close();
    await db.close();
  });

  it('keeps every log, in the order of the times that they say', async () => {
    const expected: string[] = [];
    for (const [shift, name] of [
      ['0', 'first'],
      ['-26 hours', 'earlier'],
      ['-26 hours', 'bad earlier'],
      ['-30 hours', 'earliest'],
      ['0', 'last'],
    ] as const) {
      await sql`update clock_shift set by = ${shift}::interval`.execute(db.kysely);
      const { errors } = await t.query(
        `mutation { createLocation(input: {name: "${name}"}) { location { id } } }`,
        headers,
      );
      expect(errors?.[0].message).toBe(name.startsWith('bad') ? 'bad name' : undefined);
      expected.push(name.startsWith('bad') ? 'BLOCKED' : 'ALLOWED');
    }
    const { data } = await t.query(
      '{ executionLogs(first: 10) { nodes { id createdAt outcome committed } } }',
      headers,
    );
    const { nodes } = data.executionLogs;
    expect(nodes.map(({ outcome }: { outcome: string }) => outcome).sort()).toEqual(expected.sort());
    const times = nodes.map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(Date.parse(times[0]) - Date.parse(times.at(-1))).toBeGreaterThan(29 * 3_600_000);
    for (const { id } of nodes) {
      expect((await t.ask(`/execution-logs/${id}/download`, { headers })).status).toBe(200);
    }
  });
});

describe('clients that stop half-way', () => {
  let t: TestApp;
  let port: number;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    t = await createTestApp({ adminToken, port: 0, databaseConnections: 3 });
    port = await t.app.listen();
    await t.query(ruleOf('LOCATION', 'location'), headers);
    for (let n = 0; n < 300; n++)
      await writeTestLog(t.db.kysely, new Date(), { output: Buffer.from(randomBytes(20_000).toString('base64')) });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(() => t.close());

  const open = async (text: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    sockets.push(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(text);
    return socket;
  };
  const requestOf = (path: string, body: string) =>
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${adminToken}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const others = async () => {
    const { errors } = await t.query(
      'mutation { createLocation(input: {name: "by others"}) { location { id } } }',
      headers,
    );
    expect(errors).toBeUndefined();
    expect(
      (await t.query('{ executionLogs(first: 50) { nodes { id } } }', headers)).data.executionLogs.nodes,
    ).toHaveLength(50);
  };

  it('of sending: others go on, and it is answered when it has sent all', async () => {
    const request = requestOf(
      '/graphql',
      JSON.stringify({ query: 'mutation { createLocation(input: {name: "slow"}) { location { name } } }' }),
    );
    const slow = await Promise.all(Array.from({ length: 20 }, () => open(request.slice(0, -10))));
    await others();
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`.execute(
      t.db.kysely,
    );
    expect(rows[0]!.count).toBe(0);
    const answer = new Promise<string>((resolve) => slow[0]!.once('data', (data) => resolve(data.toString())));
    slow[0]!.write(request.slice(-10));
    expect(await answer).toContain('"name":"slow"');
  });

  it('of reading: a Zip that nobody takes holds no connection of the database', async () => {
    const request = requestOf('/execution-logs/download', JSON.stringify({ search: '' }));
    for (let n = 0; n < 6; n++) {
      const socket = await open(request);
      await new Promise((resolve) => socket.once('data', resolve));
      socket.pause();
    }
    for (let n = 0; n < 3; n++) await others();
  });
});
