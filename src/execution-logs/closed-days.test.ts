import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { hasMessageKeys, indexClosedDays, isCoveredNotable } from './closed-days.ts';
import { logConditions } from './log-conditions.ts';
import { createLogDays } from './log-days.ts';
import { dayMs, ensurePartitions } from './partitions.ts';
import { parseSearch } from './search-terms.ts';
import { writeTestLog } from './test-log-writer.ts';
import { targets } from './test-logs-to-find.ts';

let db: TestDatabase;
let table: string;
const begin = new Date(Math.floor(Date.now() / dayMs - 3) * dayMs);
beforeAll(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, begin, 5);
  table = (await createLogDays(30).find(db.kysely)).find(({ from }) => from.getTime() === begin.getTime())!.table;
  await db.kysely.transaction().execute(async (tx) => {
    // The newest first, which leaves each page of the key half empty.
    for (let n = 800; n > 0; n--) {
      await writeTestLog(tx, new Date(begin.getTime() + n * 1000), undefined, { executionTimeMs: (n * 37) % 800 });
    }
    for (let n = 0; n < 40; n++) await writeTestLog(tx, new Date(begin.getTime() + n * 1000), undefined, blocked(n));
  });
});
afterAll(() => db.close());

const blocked = (n: number) => ({
  outcome: 'BLOCKED' as const,
  validationMessage: `Enter the serial number ${n} first`,
  raisedAction: { id: 3, title: 'Serials' },
  executedActionIds: [3],
});

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

it.each([
  [
    'logs',
    { target: { eq: 'PART' }, triggeredById: { gt: 1 }, targetRecordId: { neq: 5 }, committed: { eq: true } },
    'update 34',
    'covering_logs_idx',
  ],
  [
    'notable',
    { target: { eq: 'PART' }, validationMessage: { gt: 'E' }, actionId: { eq: 3 }, raisedActionId: { gt: 1 } },
    'serial er update part',
    'covering_notable_idx',
  ],
  ['notable', { committed: { eq: false }, targetRecordId: { lt: 9 } }, 'update', 'covering_notable_idx'],
  ['notable', { outcome: { eq: 'BLOCKED' } }, '34', 'covering_notable_outcomes_idx'],
] as const)(
  'what is asked of %s is told by their covering index, without the logs',
  async (name, filters, search, index) => {
    const { conditions, covering, inCoveringIndex } = logConditions(filters, parseSearch(search, targets));
    expect(covering).toBe(name);
    const plan = await db.kysely.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off; set local enable_bitmapscan = off`.execute(tx);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select id, execution_time_ms from ${sql.table(table)}
      where ${sql.join([...conditions, ...(name === 'notable' ? [isCoveredNotable, ...inCoveringIndex] : [])], sql` and `)}
      order by execution_time_ms, id`.execute(tx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain(`Index Only Scan using ${table}_${index}`);
  },
);

it('messages are found by their keys, however few a day has', async () => {
  const known = (await createLogDays(30).find(db.kysely)).filter(({ hasMessageKeysIndex }) => hasMessageKeysIndex);
  expect(known.length).toBeGreaterThanOrEqual(2);
  for (const { table } of known) {
    const plan = await db.kysely.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off; set local enable_indexscan = off; set local enable_indexonlyscan = off`.execute(
        tx,
      );
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select id from unnest(${['a', 'b']}::text[]) key, lateral (
          select id from ${sql.table(table)} where ${hasMessageKeys(sql`array[key]`)}) logs`.execute(tx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain(`${table}_message_keys_idx`);
  }
});
