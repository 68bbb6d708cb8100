import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statement } from './statement.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

it('is put together once, and asked with the values of each time, wherever they stand', async () => {
  let built = 0;
  const concatenate = statement(({ a, b }: { a: string; b: string }) => {
    built += 1;
    return sql<{ text: string }>`select ${b}::text || ${a} || ${b} as text`;
  });
  for (const [a, b] of [
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ] as const) {
    expect((await concatenate(db.kysely, { a, b })).rows).toEqual([{ text: b + a + b }]);
  }
  expect(built).toBe(1);
});

it('is asked within a transaction as well', async () => {
  const ask = statement(({ n }: { n: number }) => sql<{ n: number }>`select ${n}::int as n`);
  await db.kysely.transaction().execute(async (tx) => expect((await ask(tx, { n: 7 })).rows).toEqual([{ n: 7 }]));
});

it('may hold no value that would be the same for ever', () => {
  const ask = statement((_: object) => sql`select ${5}::int`);
  expect(() => ask(db.kysely, {})).toThrow('A value that is not given with each question: select $1::int');
});
