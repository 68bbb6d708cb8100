import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Plans, type Read, ReadTimeoutError, withReading } from './reading.ts';
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

it('what is planned in two ways has a plan of each', async () => {
  await db.pool.query('create table planned as select n from generate_series(1, 1000) n; create index on planned (n)');
  await db.pool.query('analyze planned');
  const inOrder: Plans = {
    name: 'in order',
    settings: { enable_seqscan: 'off', enable_bitmapscan: 'off' },
    areKept: true,
  };
  const asStored: Plans = {
    name: 'as stored',
    settings: { enable_indexscan: 'off', enable_indexonlyscan: 'off' },
    areKept: true,
  };
  const find = (read: Read) => read(sql`select n from planned where n < ${10}::int order by n`);
  await withReading(db, { timeoutMs: 60_000 }, async (read) => {
    const scans = async () => {
      const found = sql<number>`select seq_scan, idx_scan from pg_stat_xact_all_tables where relname = 'planned'`;
      return Object.values((await read(found))[0] ?? {});
    };
    const before = await scans();
    const settings = () =>
      read(sql`
      select current_setting('enable_seqscan') || ' ' || current_setting('enable_indexscan') || ' ' || current_setting('plan_cache_mode') as now`);
    for (let time = 1; time <= 3; time += 1) {
      await read.planBy(inOrder);
      await find(read);
      expect(await settings()).toEqual([{ now: 'off on force_generic_plan' }]);
      await read.planBy(asStored);
      await find(read);
      expect(await settings()).toEqual([{ now: 'on off force_generic_plan' }]);
      expect((await scans()).map((count, n) => count - (before[n] ?? 0))).toEqual([time, time]);
    }
    await read.planBy(undefined);
    expect(await settings()).toEqual([{ now: 'on on auto' }]);
    const kept = sql`
      select generic_plans, custom_plans from pg_prepared_statements where statement like 'select n from planned%'`;
    expect(await read(kept)).toEqual([
      { generic_plans: 2, custom_plans: 0 },
      { generic_plans: 2, custom_plans: 0 },
    ]);
  });
});

it('a connection that knows columns as they were before a migration is not used again', async () => {
  await db.pool.query('create table migrated as select 1 as n');
  const plans: Plans = { name: 'any', settings: {}, areKept: true };
  const find = () =>
    withReading(db, { timeoutMs: 60_000 }, async (read) => {
      await read.planBy(plans);
      return read(sql`select n, pg_backend_pid() as pid from migrated`);
    });
  await find();
  const [before] = (await find()) as { n: unknown; pid: number }[];
  await db.pool.query(`alter table migrated alter column n type text using 'text ' || n`);
  await expect(find()).rejects.toThrow('cached plan must not change result type');
  const [after] = (await find()) as { n: unknown; pid: number }[];
  expect([before!.n, after!.n]).toEqual([1, 'text 1']);
  expect(after!.pid).not.toBe(before!.pid);
});
