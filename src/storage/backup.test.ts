import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBackup } from './backup.ts';
import { migrateToLatest } from './migrate.ts';
import { restoreBackup } from './restore.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let db: TestDatabase;
let other: TestDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
  other = await createTestDatabase({ migrated: false });
});
afterEach(async () => {
  await db.close();
  await other.close();
});

async function backUp(options?: { withLogs: boolean }): Promise<Buffer> {
  const output = new PassThrough();
  const pieces: Buffer[] = [];
  output.on('data', (piece) => pieces.push(piece));
  await writeBackup(db.location, output, options);
  return Buffer.concat(pieces);
}

function restore(file: Buffer) {
  const input = new PassThrough();
  input.end(file);
  return restoreBackup(other.location, input);
}

async function fill(): Promise<void> {
  const oddText = `line\nbreak, \r, \r\n, \u2028, \u2029, \u0085, "quotes", \\ and 'more', (brackets), ünïcödé 🙂 and nothing:`;
  await sql`insert into location (etag, name) select 'e', ${oddText} || n from generate_series(1, 1200) n`.execute(
    db.kysely,
  );
  await sql`insert into supplier (etag, name) values ('', ''), ('', ' ')`.execute(db.kysely);
  await sql`insert into app_user (id, etag, name, email, created_by_id) values (77, '', 'Ada', 'ada@example.com', 77)`.execute(
    db.kysely,
  );
  const day = new Date().toISOString().slice(0, 10);
  for (const table of ['execution_log', 'execution_log_body'])
    await sql`create table ${sql.table(`${table}_${day.replaceAll('-', '')}`)} partition of ${sql.table(table)}
      for values from (${sql.lit(`${day}T00:00:00Z`)}) to (${sql.lit(`${day}T24:00:00Z`)})`.execute(db.kysely);
  await sql`
    insert into execution_log (id, created_at, execution_time_ms, request_id, target_record_id, committed, event, target, outcome,
      executed_action_ids, python_version)
    values (${randomUUID()}, now(), 0.1 + 0.2, ${randomUUID()}, 1, true, 'CREATE', 'PART', 'ALLOWED', '{1,2}', '3.11.7')`.execute(
    db.kysely,
  );
  await sql`insert into execution_log_body select id, created_at, decode('00ff5c27', 'hex') from execution_log`.execute(
    db.kysely,
  );
}

/** Every row of every table, as text. */
async function contents(of: TestDatabase): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname <> 'schema_migration' order by 1`.execute(of.kysely);
  const all: Record<string, string[]> = {};
  for (const { name } of rows) {
    const table = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(
      of.kysely,
    );
    all[name] = table.rows.map(({ row }) => row);
  }
  return all;
}

it('restored elsewhere is the same, row for row, and goes on from there', async () => {
  await fill();
  const summary = await restore(await backUp());
  expect(await contents(other)).toEqual(await contents(db));
  expect(summary.rows).toBe(Object.values(await contents(db)).flat().length);
  expect(await migrateToLatest(other, { log: { info() {}, warn() {}, error() {} } })).toEqual([]);
  const { rows } = await sql<{ id: number }>`insert into location (etag, name) values ('', 'new') returning id`.execute(
    other.kysely,
  );
  expect(rows[0]!.id).toBe(1201);
  await expect(sql`update app_user set created_by_id = 4711`.execute(other.kysely)).rejects.toThrow('foreign key');
});

it('is of one moment, while others go on writing', async () => {
  await fill();
  const output = new PassThrough({ highWaterMark: 1 });
  const done = writeBackup(db.location, output);
  await new Promise((resolve) => output.once('readable', resolve));
  await sql`delete from location where id > 600`.execute(db.kysely);
  const pieces: Buffer[] = [];
  for await (const piece of output) pieces.push(piece);
  await done;
  await restore(Buffer.concat(pieces));
  expect((await contents(other)).location).toHaveLength(1200);
});

describe('of long rows', { timeout: 120_000 }, () => {
  /** Three are of two million characters, as PostgreSQL writes bytes in hexadecimal. */
  async function fillLong(): Promise<void> {
    await fill();
    await sql`update location set description = repeat('é "quoted" ', 4000) where id % 600 = 0`.execute(db.kysely);
    await sql`
      insert into execution_log_body (id, created_at, body)
      select gen_random_uuid(), created_at, decode(repeat('00ff', case when n % 50 = 0 then 550000 else 10 end), 'hex')
      from execution_log, generate_series(1, 150) n`.execute(db.kysely);
  }

  it('is written in lines that stay short, and restored as it was', async () => {
    await fillLong();
    const file = await backUp();
    const lines = gunzipSync(file).toString().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(5_000_000);
    await restore(file);
    expect(await contents(other)).toEqual(await contents(db));
  });

  it('is restored, too, when all are in one line, as they once were written', async () => {
    await fillLong();
    const lines: object[] = [];
    for (const text of gunzipSync(await backUp())
      .toString()
      .trim()
      .split('\n')) {
      const [line, before] = [JSON.parse(text), lines.at(-1)];
      if (Array.isArray(line) && Array.isArray(before)) before.push(...line);
      else lines.push(line);
    }
    await restore(gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
    expect(await contents(other)).toEqual(await contents(db));
  });
});

it('can leave the logs out', async () => {
  await fill();
  await restore(await backUp({ withLogs: false }));
  expect((await contents(other)).execution_log).toEqual([]);
  expect((await contents(other)).location).toHaveLength(1200);
});

it('of a database that has nothing of Interlock is refused', async () => {
  await expect(writeBackup(other.location, new PassThrough())).rejects.toThrow('There is nothing of Interlock in this');
});

it('is refused by a database that has tables, and nothing is changed there', async () => {
  await sql`create table mine (n int)`.execute(other.kysely);
  await expect(restore(await backUp())).rejects.toThrow('only restored into an empty database');
  expect(Object.keys(await contents(other))).toEqual(['mine']);
});

it('that is cut short, damaged, or something else is refused, and nothing is left', async () => {
  await fill();
  const file = await backUp();
  const lines = gunzipSync(file).toString().split('\n');
  const bad: [Buffer, RegExp][] = [
    [file.subarray(0, file.length / 2), /damaged|not whole/],
    [gzipSync(lines.slice(0, -2).join('\n')), /not whole/],
    [gzipSync(lines.filter((line) => !line.startsWith('["(1,')).join('\n')), /damaged|not whole|foreign/],
    [Buffer.from('hello'), /no backup/],
    [gzipSync('{"hello": 1}\n'), /no backup/],
    [gzipSync(lines.join('\n').replace('0001-extensions.sql', '9999-future.sql')), /newer Interlock/],
  ];
  for (const [content, message] of bad) await expect(restore(content)).rejects.toThrow(message);
  expect(await contents(other)).toEqual({});
});
