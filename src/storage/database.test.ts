import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
