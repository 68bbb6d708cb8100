import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type PlannedRead,
  type Plans,
  type Read,
  ReadAbandonedError,
  ReadTimeoutError,
  withReading,
} from './reading.ts';
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
      read.planBy(inOrder);
      await find(read);
      expect(await settings()).toEqual([{ now: 'off on force_generic_plan' }]);
      read.planBy(asStored);
      await find(read);
      expect(await settings()).toEqual([{ now: 'on off force_generic_plan' }]);
      expect((await scans()).map((count, n) => count - (before[n] ?? 0))).toEqual([time, time]);
    }
    read.planBy(undefined);
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
      read.planBy(plans);
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

describe('what can be asked in halves', () => {
  const numbers = [0, 1, 2, 3, 4].map((n) => sql`select ${sql.lit(n)}::integer as n, pg_backend_pid() as pid`);
  const askEach = (read: PlannedRead, parts: readonly RawBuilder<unknown>[] = numbers) =>
    read.ofEach<{ n: number; pid: number }>(parts, (some) => sql`${sql.join(some, sql` union all `)}`);
  const pids = (rows: readonly { pid: number }[]) => new Set(rows.map(({ pid }) => pid));

  it('is asked by two connections at the same time, as told to plan it', async () => {
    const settings = numbers.map(
      (part) => sql`select *, current_setting('enable_seqscan') as seqscan from (${part}) one`,
    );
    const rows = await withReading(db, { timeoutMs: 60_000 }, async (read) => {
      read.planBy({ name: 'no scan', settings: { enable_seqscan: 'off' }, areKept: false });
      return askEach(read, settings);
    });
    expect(rows.map(({ n }) => n).toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect(pids(rows).size).toBe(2);
    expect(rows).toEqual(rows.map((row) => ({ ...row, seqscan: 'off' })));
  });

  it('is asked by one where others use the database', async () => {
    const others = await Promise.all([db.pool.connect(), db.pool.connect()]);
    try {
      const rows = await withReading(db, { timeoutMs: 60_000 }, (read) => askEach(read));
      expect(rows.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
      expect(pids(rows).size).toBe(1);
    } finally {
      for (const other of others) other.release();
    }
  });

  it('ends in both when nobody waits any more', async () => {
    const leaving = new AbortController();
    const sleeping = [1, 2].map((n) => sql`select ${sql.lit(n)}::integer as n, pg_sleep(601)`);
    const reading = withReading(db, { timeoutMs: 60_000, signal: leaving.signal }, (read) => askEach(read, sleeping));
    await vi.waitUntil(async () => (await countActive()) === 2);
    leaving.abort();
    await expect(reading).rejects.toThrow(ReadAbandonedError);
    await vi.waitUntil(async () => (await countActive()) === 0);

    async function countActive() {
      const { rows } = await db.pool.query(
        "select 1 from pg_stat_activity where query like '%pg_sleep(601)' and state = 'active'",
      );
      return rows.length;
    }
  });

  it('ends both in time', async () => {
    const sleeping = [1, 2].map((n) => sql`select ${sql.lit(n)}::integer as n, pg_sleep(600)`);
    const reading = withReading(db, { timeoutMs: 100 }, (read) => askEach(read, sleeping));
    await expect(reading).rejects.toThrow(ReadTimeoutError);
  });

  it('fails when one half does, and leaves both connections as they were', async () => {
    const dividing = [1, 0].map((n) => sql`select ${sql.lit(n)}::integer as n, 1 / ${n}::integer as pid`);
    const reading = withReading(db, { timeoutMs: 60_000 }, (read) => askEach(read, dividing));
    await expect(reading).rejects.toThrow('division by zero');
    const rows = await withReading(db, { timeoutMs: 60_000 }, (read) => askEach(read));
    expect(pids(rows).size).toBe(2);
  });
});
