import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { indexClosedDays } from './closed-days.ts';
import { createLogDays } from './log-days.ts';
import { dayMs, ensurePartitions } from './partitions.ts';
import { writeTestLog } from './test-log-writer.ts';

let db: TestDatabase;
let table: string;
const begin = new Date(Math.floor(Date.now() / dayMs - 3) * dayMs);
beforeAll(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, begin, 5);
  table = (await createLogDays(30).find(db.kysely)).find(({ from }) => from.getTime() === begin.getTime())!.table;
  await db.kysely.transaction().execute(async (tx) => {
    // The newest first, which leaves each page of the key half empty.
    for (let n = 800; n > 0; n--) await writeTestLog(tx, new Date(begin.getTime() + n * 1000));
  });
});
afterAll(() => db.close());

const indexNow = () => db.kysely.connection().execute((connection) => indexClosedDays(connection, new Date()));

async function indexesOf() {
  const { rows } = await sql<{ name: string; isValid: boolean; size: number }>`
    select relname as name, indisvalid as "isValid", pg_relation_size(indexrelid)::int as size
    from pg_index join pg_class on pg_class.oid = indexrelid where indrelid = ${table}::regclass`.execute(db.kysely);
  return rows;
}

it('makes the indexes of a day that is over compact, and removes what a run before gave up half way', async () => {
  const key = (indexes: { name: string; size: number }[]) => indexes.find(({ name }) => name.endsWith('_pkey'))!.size;
  const before = await indexesOf();
  await sql`create index ${sql.ref(`${table}_pkey_ccnew`)} on ${sql.table(table)} (id)`.execute(db.kysely);
  await sql`update pg_index set indisvalid = false where indexrelid = ${`${table}_pkey_ccnew`}::regclass`.execute(
    db.kysely,
  );
  expect(await indexNow()).toContain(table);
  const after = await indexesOf();
  expect(key(after)).toBeLessThan(key(before));
  expect(after.filter(({ name, isValid }) => !isValid || name.includes('_cc'))).toEqual([]);
  expect(after.length).toBeGreaterThan(before.length + 5);
  expect(await indexNow()).toEqual([]);
});
