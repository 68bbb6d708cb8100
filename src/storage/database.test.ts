import type { Socket } from 'node:net';
import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase, type Database } from './database.ts';
import type { DatabaseClient } from './database-client.ts';
import { createStatementNames } from './statement-names.ts';
import type { Queryable } from './tables.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { CommitUnknownError, inTransaction } from './transaction.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

describe('values', () => {
  const read = async (expression: string) => (await db.pool.query(`select ${expression} as value`)).rows[0].value;

  it('come back as plain JavaScript values', async () => {
    expect(await read('12::int8')).toBe(12);
    expect(await read('1.5::numeric')).toBe(1.5);
    expect(await read(`date '2026-01-02'`)).toBe('2026-01-02');
    expect(await read(`timestamptz '2026-01-02T03:04:05.678+02:00'`)).toEqual(new Date('2026-01-02T01:04:05.678Z'));
    expect(await read(`'{"a": [1]}'::jsonb`)).toEqual({ a: [1] });
  });

  it('come back so in arrays, too', async () => {
    expect(await read('array[1, null]::int8[]')).toEqual([1, null]);
    expect(await read('array[1.5]::numeric[]')).toEqual([1.5]);
    expect(await read(`array[date '2026-01-02']`)).toEqual(['2026-01-02']);
    expect(await read(`array['a', null]`)).toEqual(['a', null]);
  });

  it('are read in UTC', async () => {
    expect(await read(`current_setting('TimeZone')`)).toBe('UTC');
  });
});

it('a test database has the migrations and the extensions', async () => {
  const applied = await db.kysely.selectFrom('schema_migration').select('name').orderBy('name').execute();
  expect(applied[0]?.name).toBe('0001-extensions.sql');
  const { rows } = await db.pool.query('select extname from pg_extension');
  expect(rows.map(({ extname }) => extname)).toEqual(expect.arrayContaining(['pg_trgm', 'btree_gin']));
});

describe('a query that comes again', () => {
  it('is prepared', async () => {
    const client = await db.pool.connect();
    const prepared = () => client.query('select statement from pg_prepared_statements').then(({ rows }) => rows);
    await client.query('select $1::int as n', [1]);
    expect(await prepared()).toEqual([]);
    for (const n of [1, 2]) expect((await client.query('select $1::int as n', [n])).rows).toEqual([{ n }]);
    expect(await prepared()).toEqual([{ statement: 'select $1::int as n' }]);
    client.release();
  });

  it('answers every column of wide rows, each time', async () => {
    const names = Array.from({ length: 60 }, (_, n) => `column_${n}`);
    const columns = names.map((name, n) => (n % 7 === 0 ? `null::int as ${name}` : `$1::int + ${n} as ${name}`));
    const client = await db.pool.connect();
    for (const base of [1, 2, 3, 4]) {
      const { rows } = await client.query(`select ${columns.join(', ')} from generate_series(1, 2)`, [base]);
      const row = Object.fromEntries(names.map((name, n) => [name, n % 7 === 0 ? null : base + n]));
      expect(rows).toEqual([row, row]);
    }
    client.release();
  });

  it('fails at most once when a migration of another node changed its columns', async () => {
    await db.pool.query('create table changing (id int)');
    const client = await db.pool.connect();
    const read = () => client.query('select * from changing where $1', [true]);
    for (let i = 0; i < 3; i += 1) await read();
    await client.query('alter table changing add column more int');
    await expect(read()).rejects.toThrow('cached plan');
    for (let i = 0; i < 3; i += 1) expect((await read()).fields).toHaveLength(2);
    client.release();
  });

  it('is named only while names last', () => {
    const names = createStatementNames();
    const given = Array.from({ length: 1000 }, (_, i) => {
      names.find(`select ${i}`);
      return names.find(`select ${i}`);
    });
    expect(new Set(given.filter(Boolean)).size).toBe(300);
    expect(names.find('select 7')).toBe(given[7]);
  });
});

describe('a read that comes again, in words of the day', () => {
  const prepared = async (client: pg.PoolClient) =>
    (
      await client.query<{ n: number }>(
        `select count(*)::int as n from pg_prepared_statements where name like '%kept%'`,
      )
    ).rows[0]!.n;

  it('is prepared, and the last 20 of a connection stay so', async () => {
    const client = (await db.pool.connect()) as pg.PoolClient & DatabaseClient;
    const ask = async (n: number) => (await client.queryKept(`select $1::int + ${n} as n`, [1], 'any')).rows;
    await ask(0);
    expect(await prepared(client)).toBe(0);
    for (let n = 0; n < 40; n += 1)
      for (let time = 0; time < 2; time += 1) expect(await ask(n)).toEqual([{ n: n + 1 }]);
    expect(await prepared(client)).toBe(20);
    for (let time = 0; time < 2; time += 1) expect(await ask(0)).toEqual([{ n: 1 }]);
    expect(await prepared(client)).toBe(20);
    client.release();
  });

  it('takes nobody’s place when it failed', async () => {
    const client = (await db.pool.connect()) as pg.PoolClient & DatabaseClient;
    const fail = (n: number) => client.queryKept(`select from nothing_of_the_kind_${n}`, [], 'any');
    for (let n = 0; n < 40; n += 1)
      for (let time = 0; time < 2; time += 1) await expect(fail(n)).rejects.toThrow('does not exist');
    for (let time = 0; time < 2; time += 1)
      expect((await client.queryKept('select 7 as n', [], 'any')).rows).toEqual([{ n: 7 }]);
    client.release();
  });
});

describe('inTransaction', () => {
  beforeAll(() => sql`create table thing (id int primary key)`.execute(db.kysely));
  afterEach(() => sql`truncate thing cascade`.execute(db.kysely));
  const insert = (on: Queryable, id: number) => sql`insert into thing values (${id})`.execute(on);
  const ids = async () =>
    (await sql<{ id: number }>`select id from thing order by id`.execute(db.kysely)).rows.map(({ id }) => id);

  it('rolls back when the work throws, and joins a transaction it is given', async () => {
    const work = inTransaction(db.kysely, async (tx) => {
      await inTransaction(tx, (same) => insert(same, 1));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await ids()).toEqual([]);
  });

  describe('on a connection that has begun and committed before', () => {
    /** One connection, so that each transaction is on it. */
    let one: Database;
    const asked: string[] = [];
    beforeAll(async () => {
      one = connectDatabase({ ...db.location, maxConnections: 1 });
      await inTransaction(one.kysely, (tx) => sql`select 1`.execute(tx));
      const client = await one.pool.connect();
      const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
      const write = stream._writev!.bind(stream);
      stream._writev = (chunks, done) => {
        asked.push(chunks.map(({ chunk }) => String.fromCharCode(chunk[0])).join(''));
        write(chunks, done);
      };
      client.release();
    });
    afterAll(() => one.close());
    beforeEach(() => {
      asked.length = 0;
    });

    it('begins with the first statement and commits with the last, when told so', async () => {
      const result = await inTransaction(one.kysely, async (tx, letNextCommit) => {
        await insert(tx, 1);
        await letNextCommit();
        return sql<{ id: number }>`insert into thing values (${2}) returning id`.execute(tx);
      });
      expect(result).toMatchObject({ rows: [{ id: 2 }], numAffectedRows: 1n });
      expect(await ids()).toEqual([1, 2]);
      // B bind, E execute, P parse, D describe, S the end of what is done or not done together
      expect(asked).toEqual(['BEPBDES', 'PBDEBES']);
    });

    it('asks what columns a statement has only once', async () => {
      const read = () => sql`select ${7}::int as id, null as nothing, '{"a": 1}'::jsonb as data`.execute(one.kysely);
      const answers = [await read(), await read(), await read(), await read()];
      expect(answers.map(({ rows }) => rows)).toEqual(answers.map(() => [{ id: 7, nothing: null, data: { a: 1 } }]));
      await Promise.all([1, 2, 3].map((id) => insert(one.kysely, id)));
      expect(asked.slice(0, 4)).toEqual(['PBDES', 'PBDES', 'BES', 'BES']);
      expect(asked.at(-1)).toBe('BES');
      expect(await ids()).toEqual([1, 2, 3]);
    });

    it('is one round trip when one statement is all', async () => {
      await inTransaction(one.kysely, async (tx, letNextCommit) => {
        await letNextCommit();
        await insert(tx, 3);
      });
      expect(await ids()).toEqual([3]);
      expect(asked).toHaveLength(1);
    });

    it('begins before several statements in one text', async () => {
      await inTransaction(one.kysely, async (tx, letNextCommit) => {
        await sql`set local lock_timeout = 1; insert into thing values (1)`.execute(tx);
        await letNextCommit();
        await sql`insert into thing values (2); insert into thing values (3)`.execute(tx);
      });
      await expect(
        inTransaction(one.kysely, (tx) => sql`insert into thing values (4); select 1 / 0`.execute(tx)),
      ).rejects.toThrow('division by zero');
      expect(await ids()).toEqual([1, 2, 3]);
    });

    it('asks nothing when nothing is done', async () => {
      await inTransaction(one.kysely, async () => {});
      await expect(inTransaction(one.kysely, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(asked).toEqual([]);
    });

    it('rolls back what came before, when the statement that begins or commits fails', async () => {
      await insert(db.kysely, 1);
      const begins = inTransaction(one.kysely, (tx) => insert(tx, 1));
      await expect(begins).rejects.toThrow('duplicate key');
      const commits = inTransaction(one.kysely, async (tx, letNextCommit) => {
        await insert(tx, 2);
        await letNextCommit();
        await insert(tx, 1);
      });
      await expect(commits).rejects.toThrow('duplicate key');
      expect(await ids()).toEqual([1]);
      await inTransaction(one.kysely, (tx) => insert(tx, 3));
      expect(await ids()).toEqual([1, 3]);
    });

    it('rolls back when only the commit fails', async () => {
      await sql`create table part_of_thing (id int references thing deferrable initially deferred)`.execute(db.kysely);
      const work = inTransaction(one.kysely, async (tx, letNextCommit) => {
        await insert(tx, 1);
        await letNextCommit();
        await sql`insert into part_of_thing values (${7})`.execute(tx);
      });
      await expect(work).rejects.toThrow('violates foreign key constraint');
      expect(await ids()).toEqual([]);
    });

    it('sends what is due along with the next, and answers only that', async () => {
      const client = (await one.pool.connect()) as pg.PoolClient & DatabaseClient;
      const setting = (value: string) => ({
        name: 'set_application',
        text: "select set_config('application_name', $1, true)",
        values: [value],
      });
      const ask = async () => (await client.query("select current_setting('application_name') as name", [])).rows;
      for (const value of ['first', 'second']) {
        await client.query('begin', []);
        client.sendWithNext(setting(value));
        expect(await ask()).toEqual([{ name: value }]);
        client.sendWithNext(setting('never sent'));
        await client.query('rollback', []);
        expect(await ask()).not.toEqual([{ name: value }]);
      }
      // The first of each connection is sent by itself.
      expect(asked.slice(-2)).toEqual(['BEBEBES', 'BES']);
      client.release();
    });

    it('does nothing after the commit', async () => {
      const work = inTransaction(one.kysely, async (tx, letNextCommit) => {
        await letNextCommit();
        await insert(tx, 1);
        await insert(tx, 2);
      });
      await expect(work).rejects.toThrow('The transaction is committed already; after it came: insert into thing');
      expect(await ids()).toEqual([1]);
    });

    it('does not know whether it has committed, when the connection breaks meanwhile', async () => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one.kysely);
      const kill = sql`select pg_terminate_backend(${rows[0]!.pid})`;
      const commits = inTransaction(one.kysely, async (tx, letNextCommit) => {
        await insert(tx, 1);
        await letNextCommit();
        await sql`insert into thing select ${2} from pg_sleep(60)`.execute(tx);
      });
      const failed = expect(commits).rejects.toThrow(CommitUnknownError);
      const isAtIt = sql`select from pg_stat_activity where pid = ${rows[0]!.pid} and wait_event = 'PgSleep'`;
      await expect.poll(async () => (await isAtIt.execute(db.kysely)).rows.length).toBe(1);
      await kill.execute(db.kysely);
      await failed;
      const works = inTransaction(one.kysely, async (tx) => {
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
      });
      await expect(works).rejects.not.toThrow(CommitUnknownError);
      expect(await ids()).toEqual([]);
    });
  });
});
