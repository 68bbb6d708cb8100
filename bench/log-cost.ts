// What a log adds to a guarded change: database time, and bytes on disk at a context of 2 KB.

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { indexClosedDays } from '../src/execution-logs/closed-days.ts';
import { createLogId } from '../src/execution-logs/log-id.ts';
import { ensurePartitions } from '../src/execution-logs/partitions.ts';
import { writeExecutionLog } from '../src/execution-logs/write-log.ts';
import { connectDatabase } from '../src/storage/database.ts';
import { commitWithNext } from '../src/storage/database-client.ts';
import { startEmbeddedServer } from '../src/storage/embedded-server.ts';
import { inTransaction } from '../src/storage/transaction.ts';
import { contextOf } from './fill-logs.ts';

const quiet = { info() {}, warn() {}, error() {} };
const folder = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
const server = await startEmbeddedServer({ dataDir: folder, log: quiet });
const db = connectDatabase({ ...server.connection, maxConnections: 1 });
try {
  await measureChange();
  await ensurePartitions(db.kysely, new Date(), 2);
  let n = 0;
  const before = await sizes();
  const count = 100_000;
  await sql`set synchronous_commit = off`.execute(db.kysely);
  for (let made = 0; made < count; ) {
    await inTransaction(db.kysely, async (tx) => {
      for (let batch = 0; batch < 500; batch++, made++, n++) await writeLog(tx, n);
    });
  }
  console.log(
    `\nOn disk, at ${contextOf(2.8, 1).length} bytes of context, of ${count.toLocaleString('en')} logs written one by one`,
  );
  await printSizes(before, count);
  // As if it were the day after tomorrow.
  const later = new Date(Date.now() + 2 * 86_400_000);
  await db.kysely.connection().execute((connection) => indexClosedDays(connection, later));
  console.log('\nOnce the day is over');
  await printSizes(before, count);
} finally {
  await db.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

type TimedClient = pg.PoolClient & { isTimed?: true; processID: number };

/** Of a change, in milliseconds. */
interface Times {
  /** What the server waits for, all its statements together. */
  waited: number;
  /** What PostgreSQL's processor does, as the kernel has it. */
  processor: number;
}

interface Meter {
  /** Whether the changes from now on leave their logs. */
  writesLogs: boolean;
  now(): Times;
  stop(): void;
}

/** Times whatever the pools of this process ask, from now on. */
function meterQueries(): Meter {
  const connect = pg.Pool.prototype.connect as unknown as (this: pg.Pool) => Promise<TimedClient>;
  const processes = new Set<number>();
  let waited = 0;
  const meter: Meter = {
    writesLogs: true,
    now: () => ({ waited, processor: [...processes].reduce((sum, process) => sum + processorMs(process), 0) }),
    stop() {
      pg.Pool.prototype.connect = connect as never;
    },
  };
  pg.Pool.prototype.connect = async function timed(this: pg.Pool) {
    const client = await connect.call(this);
    if (!client.isTimed) time(client);
    return client;
  } as never;
  return meter;

  function time(client: TimedClient): void {
    client.isTimed = true;
    processes.add(client.processID);
    const query = client.query as (...args: unknown[]) => Promise<unknown>;
    client.query = (async (...args: unknown[]) => {
      const [asked] = args as [string | { text: string }];
      const text = typeof asked === 'string' ? asked : asked.text;
      if (!meter.writesLogs) {
        // COMMIT, which would travel with the log, is then a statement of its own.
        if (text === commitWithNext) return { command: '', rowCount: null, rows: [] };
        if (text.includes('insert into execution_log')) return { command: 'INSERT', rowCount: 1, rows: [] };
      }
      const started = performance.now();
      const result = await query.apply(client, args);
      waited += performance.now() - started;
      return result;
    }) as typeof client.query;
  }
}

function processorMs(process: number): number {
  return Number(readFileSync(`/proc/${process}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

/** A whole app in this process, so that each query it sends can be timed; one change after the other, each second one without its log. */
async function measureChange(): Promise<void> {
  const meter = meterQueries();
  const { host, user, database } = server.connection;
  const token = 'benchmark-token-of-at-least-32-characters';
  const app = await createApp(
    readConfig({
      DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host!)}`,
      INTERLOCK_ADMIN_TOKEN: token,
    }),
    pino({ level: 'silent' }),
  );
  const ask = async (query: string, variables: object = {}) => {
    const response = await app.fetch(
      new Request('http://127.0.0.1:4400/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      }),
    );
    // biome-ignore lint/suspicious/noExplicitAny: the benchmark knows what it asked for
    const { data, errors } = (await response.json()) as any;
    if (errors) throw new Error(errors[0].message);
    return data;
  };
  const attributes = Array.from({ length: 27 }, (_, n) => ({
    key: `attribute ${n}`,
    value: `value ${n * 7919}`,
    type: 'text',
  }));
  const { createPart } = await ask(
    'mutation ($input: CreatePartInput!) { createPart(input: $input) { part { id } } }',
    {
      input: { partNumber: 'P', attributes },
    },
  );
  const { createPartInventory } = await ask(
    'mutation ($input: CreatePartInventoryInput!) { createPartInventory(input: $input) { partInventory { id _etag } } }',
    { input: { partId: createPart.part.id, quantity: 1 } },
  );
  await ask('mutation ($input: CreateRuleInput!) { createRule(input: $input) { rule { id } } }', {
    input: {
      title: 'benchmark',
      target: 'PARTINVENTORY',
      eventType: 'UPDATE',
      context: '{ partInventory(id: $id) { id quantity part { id attributes { key value type } } } }',
      code: 'pass',
    },
  });
  let { id, _etag: etag } = createPartInventory.partInventory;
  const rounds = 3000;
  const sums = { with: { waited: 0, processor: 0 }, without: { waited: 0, processor: 0 } };
  for (let n = -400; n < rounds; n++) {
    meter.writesLogs = n % 2 === 0;
    const before = meter.now();
    const { updatePartInventory } = await ask(
      'mutation ($input: UpdatePartInventoryInput!) { updatePartInventory(input: $input) { partInventory { id _etag } } }',
      { input: { id, etag, quantity: n + 1000 } },
    );
    ({ id, _etag: etag } = updatePartInventory.partInventory);
    if (n < 0) continue;
    const [sum, after] = [sums[meter.writesLogs ? 'with' : 'without'], meter.now()];
    sum.waited += after.waited - before.waited;
    sum.processor += after.processor - before.processor;
  }
  await app.close();
  meter.stop();
  console.log('\nDatabase time of a guarded change over HTTP (2 KB of context)');
  for (const [title, kind] of [
    ['what the server waits for', 'waited'],
    ["what PostgreSQL's processor does", 'processor'],
  ] as const) {
    const each = (sum: Times) => (2 * sum[kind]) / rounds;
    const added = (100 * each(sums.with)) / each(sums.without) - 100;
    console.log(
      `  ${title.padEnd(34)} without its log ${each(sums.without).toFixed(3)} ms   with it ${each(sums.with).toFixed(3)} ms   + ${added.toFixed(0)} %`,
    );
  }
}

async function writeLog(tx: Parameters<typeof writeExecutionLog>[0], at: number): Promise<void> {
  const createdAt = new Date();
  const id = createLogId(createdAt);
  const action = 1 + Math.floor(40 * Math.random() ** 2);
  const isBlocked = Math.random() < 0.02;
  await writeExecutionLog(
    tx,
    {
      id,
      createdAt,
      event: 'UPDATE',
      target: 'PARTINVENTORY',
      targetRecordId: 1 + Math.floor(200_000 * Math.random() ** 3),
      outcome: isBlocked ? 'BLOCKED' : 'ALLOWED',
      validationMessage: isBlocked ? `Enter the serial number of inventory ${at} first` : null,
      raisedAction: isBlocked ? { id: action, title: 'Serial numbers' } : null,
      executedActionIds: [action, action + 100],
      executionTimeMs: 1 + 20 * Math.random(),
      requestId: createLogId(createdAt),
      clientRequestId: null,
      triggeredBy: { id: 1 + Math.floor(50 * Math.random()), name: 'Ada Lovelace', email: 'ada@example.com' },
      viaToken: null,
      pythonVersion: '3.11.7',
      limits: { wallMs: 2000, memoryMb: 64, outputBytes: 262_144 },
      actions: [
        {
          id: action,
          title: 'Serial numbers',
          version: 3,
          errorState: 'BLOCK',
          context: contextOf(2.8, at),
          contextError: null,
          output: Buffer.from(''),
          outcome: isBlocked ? 'BLOCKED' : 'ALLOWED',
          message: null,
          line: null,
          executionTimeMs: 1.25,
        },
      ],
    },
    !isBlocked,
  );
}

async function printSizes(before: ReadonlyMap<string, number>, count: number): Promise<void> {
  let total = 0;
  for (const [name, bytes] of await sizes()) {
    const each = (bytes - (before.get(name) ?? 0)) / count;
    total += each;
    console.log(`  ${name.padEnd(60)} ${each.toFixed(0).padStart(6)} bytes a log`);
  }
  console.log(`  ${'together'.padEnd(60)} ${total.toFixed(0).padStart(6)} bytes a log`);
}

async function sizes(): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; bytes: number }>`
    select case when c.relkind = 'i' then regexp_replace(c.relname, '_\\d{8}_', '_') else regexp_replace(c.relname, '_\\d{8}$', '') end as name,
      sum(pg_relation_size(c.oid)) as bytes
    from pg_class c where c.relname ~ '^execution_log(_body)?_\\d{8}' and c.relkind in ('r', 'i') group by 1 order by 2 desc`.execute(
    db.kysely,
  );
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}
