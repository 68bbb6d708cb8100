import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReadTimeoutError, withReading } from './reading.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase({ migrated: false });
});
afterAll(() => db.close());

it('a statement that takes too long is cancelled in the database', async () => {
  const reading = withReading(db, { timeoutMs: 100 }, (read) => read(sql`select pg_sleep(600)`));
  await expect(reading).rejects.toThrow(ReadTimeoutError);
  const { rows } = await db.pool.query(
    "select 1 from pg_stat_activity where query like '%pg_sleep(600)' and state = 'active'",
  );
  expect(rows).toEqual([]);
});

it('many short statements are ended too, when they take too long together', async () => {
  const reading = withReading(db, { timeoutMs: 200 }, async (read) => {
    for (;;) await read(sql`select pg_sleep(0.02)`);
  });
  await expect(reading).rejects.toThrow(ReadTimeoutError);
});

it('a statement may take no longer than what those before it have left', async () => {
  let left: number | undefined;
  await withReading(db, { timeoutMs: 60_000 }, async (read) => {
    const setting = sql<{
      ms: number;
    }>`select setting::integer as ms from pg_settings where name = 'statement_timeout'`;
    expect(await read(setting)).toEqual([{ ms: 60_000 }]);
  });
  await withReading(db, { timeoutMs: 2000 }, async (read) => {
    await read(sql`select pg_sleep(0.5)`);
    [{ ms: left } = { ms: undefined }] = await read(
      sql<{ ms?: number }>`select setting::integer as ms from pg_settings where name = 'statement_timeout'`,
    );
  });
  expect(left).toBeLessThanOrEqual(1500);
});
