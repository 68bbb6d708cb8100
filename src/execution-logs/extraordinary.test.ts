import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { hasKeys, isExtraordinary, type Keys, lettersOf } from './extraordinary.ts';
import { createLogDays } from './log-days.ts';
import { ensurePartitions } from './partitions.ts';
import { writeTestLog } from './test-log-writer.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, new Date(), 2);
});
afterAll(() => db.close());

const keysOf = async (message: string | null) => {
  const { rows } = await sql<{ keys: string[] }>`
    select execution_log_extraordinary_keys(${message}, 'PART', 5, 'CREATE', 'BLOCKED', false, 3, null, '{1,2}') as keys`.execute(
    db.kysely,
  );
  return rows[0]!.keys;
};

it('has keys of the letters of the message and of each value', async () => {
  const values = ['target PART', 'record 5', 'event CREATE', 'outcome BLOCKED', 'committed false', 'raised 3'];
  const others = ['person nobody', 'action 1', 'action 2'];
  expect(await keysOf('Öl🔩')).toEqual(['ö', 'l', '🔩', 'öl', 'l🔩', ...values, ...others]);
  expect(await keysOf(null)).toEqual([...values, ...others]);
});

it.each([
  ['serial', ['se', 'ri', 'al']],
  ['shelf', ['sh', 'el', 'lf']],
  ['a b', ['a ', ' b']],
  ['部品', ['部品']],
  ['x', ['x']],
  ['', []],
])('asks for "%s" by %o, which every message has that contains it', async (text, letters) => {
  expect(lettersOf(text)).toEqual(letters);
  expect(await keysOf(`Before ${text}, and behind`)).toEqual(expect.arrayContaining(letters));
});

it.each<[string, Keys]>([
  ['a value', { values: [['outcome BLOCKED']], letters: [] }],
  ['one of several values', { values: [['target RUN', 'target PART'], ['person nobody']], letters: [] }],
  ['letters, in any case', { values: [], letters: ['SE', 'ri'] }],
  ['more letters than are looked up', { values: [], letters: Array.from({ length: 500 }, () => 'se') }],
  ['letters and values', { values: [['record 1'], ['action 1']], letters: ['al'] }],
])('finds a log by %s, with its index alone', async (_name, keys) => {
  const id = await writeTestLog(db.kysely, new Date(), undefined, {
    outcome: 'BLOCKED',
    validationMessage: 'Enter the serial number',
    raisedAction: { id: 1, title: 'Serials' },
  });
  await writeTestLog(db.kysely, new Date(), undefined, { target: 'RUN' });
  const today = (await createLogDays(30).find(db.kysely)).findLast(({ from }) => from <= new Date())!;
  const query = sql<{ id: string }>`select id from ${sql.table(today.table)} where ${hasKeys(keys)}`;
  const explained = await db.kysely.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off; set local enable_indexscan = off`.execute(tx);
    return sql<Record<string, string>>`explain ${query}`.execute(tx);
  });
  const plan = explained.rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Bitmap Index Scan on \w+extraordinary_keys_idx/);
  expect(plan).not.toContain('Filter');
  expect((await query.execute(db.kysely)).rows).toContainEqual({ id });
});

it('a log that is allowed, committed and somebody’s has none of it', async () => {
  const { rows } = await sql`
    select from (values ('ALLOWED', null, null::integer, true, 1)) log (outcome, validation_message, raised_action_id, committed, triggered_by_id)
    where ${isExtraordinary}`.execute(db.kysely);
  expect(rows).toEqual([]);
});
