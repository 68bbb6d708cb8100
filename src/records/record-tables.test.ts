import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { tablesOf } from '../record-types/tables.ts';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';

const declared = tablesOf(factoryPack);
let db: TestDatabase;
const rows = async <Row>(query: RawBuilder<Row>) => (await query.execute(db.kysely)).rows;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

it('a migrated database has exactly the declared tables', async () => {
  const columns = await rows(sql<{ table: string; name: string; type: string; not_null: boolean }>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attnum > 0 and not a.attisdropped and c.relname = any(${declared.map(({ name }) => name)})`);
  const constraints = await rows(sql<{ name: string }>`
    select conname as name from pg_constraint where contype in ('p', 'u', 'f', 'c')`);
  const indexes = await rows(sql<{ name: string }>`select indexname as name from pg_indexes`);
  const has = (found: { name: string }[], name: string) => found.some((row) => row.name === name);

  for (const table of declared) {
    const actual = columns.filter((column) => column.table === table.name);
    expect(new Set(actual.map(({ name, type, not_null }) => `${name} ${type} ${not_null}`)), table.name).toEqual(
      new Set(table.columns.map(({ name, type, notNull }) => `${name} ${type} ${notNull}`)),
    );
    for (const { name } of table.constraints) expect(has(constraints, name), name).toBe(true);
    for (const { name } of table.indexes) expect(has(indexes, name), name).toBe(true);
  }
});
