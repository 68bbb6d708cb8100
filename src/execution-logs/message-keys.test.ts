import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

it('the keys of a message are its pairs of letters, in small letters, with the level', async () => {
  const keysOf = async (message: string) => {
    const { rows } = await sql<{ keys: string[] }>`select execution_log_message_keys(${message}, 7) as keys`.execute(
      db.kysely,
    );
    return rows[0]!.keys;
  };
  expect(await keysOf('Öl 部品🔩')).toEqual(['öl|7', 'l |7', ' 部|7', '部品|7', '品🔩|7']);
  expect(await keysOf('a')).toEqual([]);
  expect(await keysOf('')).toEqual([]);
  expect(await keysOf('ab'.repeat(100_000))).toHaveLength(199_999);
});
