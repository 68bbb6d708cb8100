import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStatementNames } from './prepared-statements.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { inTransaction } from './transaction.ts';

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

describe('inTransaction', () => {
  it('rolls back when the work throws, and joins a transaction it is given', async () => {
    await sql`create table thing (id int)`.execute(db.kysely);
    const work = inTransaction(db.kysely, async (tx) => {
      await inTransaction(tx, (same) => sql`insert into thing values (1)`.execute(same));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    const { rows } = await sql<{ id: number }>`select id from thing`.execute(db.kysely);
    expect(rows).toEqual([]);
  });
});
