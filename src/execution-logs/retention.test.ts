import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countLockWaiters, createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { changeRetention } from './change-retention.ts';
import { indexClosedDays } from './closed-days.ts';
import { createExecutionLogs } from './find-logs.ts';
import { createLogDays } from './log-days.ts';
import { dropPartition, ensurePartitions, findPartitions } from './partitions.ts';
import { findReceipts } from './receipts.ts';
import { keepHouse } from './retention.ts';
import { writeTestLog } from './test-log-writer.ts';

const dayMs = 24 * 60 * 60 * 1000;
const retentionDays = 10;
let db: TestDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, daysAgo(20), 22);
});
afterEach(() => db.close());

const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);

const writeLog = (createdAt: Date) => writeTestLog(db.kysely, createdAt);

const idsIn = async (table: string) =>
  (await sql<{ id: string }>`select id from ${sql.table(table)} order by id`.execute(db.kysely)).rows.map(
    ({ id }) => id,
  );

it('a log is unreadable the moment it expires, before anybody deletes it', async () => {
  const logs = createExecutionLogs({ db, retentionDays, targets: [] });
  const reads = async (id: string) => [
    Boolean(await logs.findById(id)),
    Boolean(await logs.findHead(id)),
    (await logs.findPage({})).nodes.length > 0,
    (await logs.findPage({ search: '1', sort: { field: 'EXECUTION_TIME_MS', direction: 'ASC' } })).nodes.length > 0,
    (await logs.countUpTo({ filters: { targetRecordId: { eq: 1 } } }, 10)) > 0,
    (await logs.matchingIds({}, 10).next()).value !== undefined,
  ];
  const expired = await writeLog(daysAgo(retentionDays));
  expect(await reads(expired)).toEqual([false, false, false, false, false, false]);
  const aMinute = 60_000 / dayMs;
  const kept = await writeLog(daysAgo(retentionDays - aMinute));
  expect(await reads(kept)).toEqual([true, true, true, true, true, true]);
  expect(await idsIn('execution_log')).toEqual([expired, kept]);
});

describe('keeping house', () => {
  it('drops days that are over, deletes what has expired of the next, and leaves a receipt', async () => {
    await writeLog(daysAgo(15));
    await writeLog(daysAgo(11.5));
    await writeLog(daysAgo(10.001));
    const kept = [await writeLog(daysAgo(9.99)), await writeLog(new Date())];
    const receipt = await keepHouse(db, retentionDays);
    expect(await idsIn('execution_log')).toEqual(kept);
    expect(await idsIn('execution_log_body')).toEqual(kept);
    expect(receipt).toMatchObject({ logsDeleted: 3, bodiesDeleted: 3, bytesFreed: expect.any(Number) });
    expect(receipt!.bytesFreed).toBeGreaterThan(100_000);
    const oldest = (await findPartitions(db.kysely))[0]!;
    expect(oldest.end.getTime()).toBeGreaterThan(receipt!.deletedBefore.getTime());
    expect(receipt!.partitionsDropped.length % 2).toBe(0);
    expect(await findReceipts(db.kysely, 10)).toEqual([{ id: 1, ...receipt }]);
  });

  it('removes nothing twice, and keeps one receipt of the runs that removed nothing: the last', async () => {
    await writeLog(daysAgo(11.5));
    const first = await keepHouse(db, retentionDays);
    expect(await keepHouse(db, retentionDays)).toMatchObject({ logsDeleted: 0, partitionsDropped: [], failures: [] });
    const last = await keepHouse(db, retentionDays);
    expect(await findReceipts(db.kysely, 10)).toMatchObject([last!, first!]);
    await writeLog(daysAgo(10.001));
    const next = await keepHouse(db, retentionDays);
    expect(next).toMatchObject({ logsDeleted: 1 });
    expect(await findReceipts(db.kysely, 10)).toMatchObject([next!, first!]);
  });

  it('says in the receipt what failed, once as long as the same fails', async () => {
    await keepHouse(db, retentionDays);
    await sql`create table execution_log_20200101 (created_at timestamptz)`.execute(db.kysely);
    await sql`create view seen as select * from execution_log_20200101`.execute(db.kysely);
    for (const _run of [1, 2]) await expect(keepHouse(db, retentionDays)).rejects.toThrow('Could not drop');
    const said =
      'Could not drop execution_log_20200101: cannot drop table execution_log_20200101 because other objects depend on it';
    expect((await findReceipts(db.kysely, 10)).map(({ failures }) => failures)).toEqual([[said], []]);
    await sql`drop view seen`.execute(db.kysely);
    await keepHouse(db, retentionDays);
    expect(await findReceipts(db.kysely, 10)).toMatchObject([
      { failures: [], partitionsDropped: ['execution_log_20200101'] },
      { failures: [said] },
      { failures: [] },
    ]);
  });

  it('is done by one node at a time', async () => {
    const receipts = await Promise.all([1, 2, 3].map(() => keepHouse(db, retentionDays)));
    expect(receipts.filter((receipt) => receipt?.partitionsDropped.length)).toHaveLength(1);
  });

  it('indexes the days that were over an hour ago, each once, unless it is told to stop', async () => {
    const indexed = async () =>
      (await createLogDays(retentionDays).find(db.kysely)).flatMap(({ table, levels }) => (levels ? [table] : []));
    for (const days of [3, 3.0001, 2, 2.0001]) await writeLog(daysAgo(days));
    await keepHouse(db, retentionDays, AbortSignal.abort());
    expect(await indexed()).toEqual([]);
    await keepHouse(db, retentionDays);
    expect(await indexed()).toHaveLength(2);
    const { rows } = await sql<{ day: string }>`
      select right(tablename, 8) as day from pg_indexes where indexname like '%_level_keys_idx' order by 1 desc`.execute(
      db.kysely,
    );
    const newest = new Date(Date.now() - dayMs - 60 * 60 * 1000).toISOString().slice(0, 10).replaceAll('-', '');
    expect(rows[0]).toEqual({ day: newest });
    const indexedNow = await db.kysely.connection().execute((connection) => indexClosedDays(connection, new Date()));
    expect(indexedNow).toEqual([]);
  });

  it('neither waits for nor holds up a change that is being written', async () => {
    await writeLog(daysAgo(15));
    const writer = await db.pool.connect();
    await writer.query('begin');
    await writer.query("select 1 from execution_log limit 0; insert into location (etag, name) values ('', 'x')");
    const keeping = keepHouse(db, retentionDays).catch((error) => error);
    await expect.poll(() => countLockWaiters(db)).toBe(1); // to detach the day
    const id = await writeLog(new Date());
    expect(await idsIn('execution_log')).toContain(id);
    await writer.query('commit');
    writer.release();
    expect(await keeping).toMatchObject({ logsDeleted: 1 });
  });

  it('does the rest while somebody reads for long, and drops the day when they are done', async () => {
    for (const days of [20, 15, 10.001]) await writeLog(daysAgo(days));
    const kept = await writeLog(daysAgo(9.99));
    const reader = await db.pool.connect();
    await reader.query('begin isolation level repeatable read read only; select 1 from execution_log');
    const failure = await keepHouse(db, retentionDays).catch((error) => error);
    expect(failure).toBeInstanceOf(AggregateError);
    expect(failure.message).toMatch(/^Could not drop execution_log_\d{8}: canceling statement due to lock timeout$/);
    const stuck = /execution_log_\d{8}/.exec(failure.message)![0];
    expect((await findPartitions(db.kysely))[0]).toMatchObject({ name: stuck, state: 'half detached' });
    for (const table of ['execution_log', 'execution_log_body']) expect(await idsIn(table)).toEqual([kept]);
    expect(await idsIn(stuck)).toEqual([]);
    expect(await findReceipts(db.kysely, 10)).toMatchObject([
      { logsDeleted: 3, bodiesDeleted: 3, failures: [failure.message] },
    ]);
    await ensurePartitions(db.kysely, daysAgo(-40), 1);
    expect((await findPartitions(db.kysely)).at(-1)).toMatchObject({ state: 'attached' });
    await reader.query('commit');
    reader.release();
    const receipt = await keepHouse(db, retentionDays);
    expect(receipt!.partitionsDropped).toContain(stuck);
    expect(receipt!.logsDeleted).toBe(0);
    expect((await findPartitions(db.kysely))[0]!.end.getTime()).toBeGreaterThan(receipt!.deletedBefore.getTime());
  });

  it('finishes what an interrupted run left detached', async () => {
    await writeLog(daysAgo(15));
    const [partition] = await findPartitions(db.kysely);
    await sql`alter table execution_log detach partition ${sql.table(partition!.name)} concurrently`.execute(db.kysely);
    const receipt = await keepHouse(db, retentionDays);
    expect(receipt!.partitionsDropped).toContain(partition!.name);
  });

  it('purges actions that were deleted before the oldest log, with their versions, and no others', async () => {
    await sql`
      with made as (
        insert into action (etag, title, target, event, error_state, enabled, context, code, version, deleted_at)
        select '', title, 'PART', 'CREATE', 'BLOCK', false, '', '', 1, deleted_at
        from (values ('long ago', ${daysAgo(10.5)}::timestamptz), ('lately', ${daysAgo(9)}::timestamptz), ('in use', null)) a (title, deleted_at)
        returning id, title)
      insert into action_version (action_id, version, title, target, event, error_state, context, code)
      select id, 1, title, 'PART', 'CREATE', 'BLOCK', '', '' from made`.execute(db.kysely);
    expect(await keepHouse(db, retentionDays)).toMatchObject({ actionsPurged: 1 });
    const { rows } = await sql<{ title: string }>`select title from action_version order by 1`.execute(db.kysely);
    expect(rows.map(({ title }) => title)).toEqual(['in use', 'lately']);
  });
});

describe('a shorter retention', () => {
  it('that would delete logs is refused with their number, until it is confirmed', async () => {
    await changeRetention(db.kysely, { retentionDays: 10 });
    await writeLog(daysAgo(8));
    await writeLog(daysAgo(7.1));
    await writeLog(daysAgo(6));
    const shorten = (confirmedDays?: number) => changeRetention(db.kysely, { retentionDays: 7, confirmedDays });
    await expect(shorten()).rejects.toThrow(
      'RETENTION_DAYS is 7 and was 10: 2 execution logs would be deleted for good',
    );
    await expect(shorten(6)).rejects.toThrow('CONFIRM_RETENTION_DAYS=7');
    await shorten(7);
    await shorten();
  });

  it('that deletes nothing, and a longer one, need no word', async () => {
    await changeRetention(db.kysely, { retentionDays: 10 });
    await writeLog(daysAgo(6));
    await changeRetention(db.kysely, { retentionDays: 7 });
    await changeRetention(db.kysely, { retentionDays: 30 });
  });
});

it('what is listed while many days are dropped is listed without an error', async () => {
  const kept = await writeLog(new Date());
  const logs = createExecutionLogs({ db, retentionDays, targets: [] });
  let isOver = false;
  const list = async () => {
    while (!isOver) {
      expect((await logs.findPage({})).nodes.map(({ id }) => id)).toEqual([kept]);
      expect(await logs.countUpTo({}, 10)).toBe(1);
    }
  };
  await logs.findPage({});
  const lists = Promise.all([list(), list(), list()]);
  const receipt = await keepHouse(db, retentionDays).finally(() => {
    isOver = true;
  });
  await lists;
  expect(receipt!.partitionsDropped.length).toBeGreaterThanOrEqual(18);
});

it('a day is made while others write, without waiting for them', async () => {
  const writer = await db.pool.connect();
  await writer.query(
    'begin; lock table execution_log in row exclusive mode; lock table execution_log_body in row exclusive mode',
  );
  await ensurePartitions(db.kysely, daysAgo(-40), 2);
  await writer.query('commit');
  writer.release();
  expect((await findPartitions(db.kysely)).at(-1)!.end.getTime()).toBeGreaterThan(Date.now() + 40 * dayMs);
});

it('dropping a day gives all of its files back', async () => {
  await writeLog(daysAgo(15));
  const partition = (await findPartitions(db.kysely)).find(({ table }) => table === 'execution_log')!;
  await db.kysely.connection().execute((connection) => dropPartition(connection, partition));
  const { rows } = await sql`select 1 from pg_class where relname like ${`${partition.name}%`}`.execute(db.kysely);
  expect(rows).toEqual([]);
});
