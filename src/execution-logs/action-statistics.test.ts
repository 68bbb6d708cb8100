// Whatever was counted beforehand, and until when: the figures are those of the logs that can be read.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { countDays } from './action-days.ts';
import { type ActionStatistics, createActionStatistics } from './action-statistics.ts';
import { changeRetention, countLoss } from './change-retention.ts';
import { ensurePartitions } from './partitions.ts';
import { keepHouse } from './retention.ts';
import { writeTestLog } from './test-log-writer.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const today = Math.floor(Date.now() / dayMs) * dayMs;
let db: TestDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, new Date(today - 12 * dayMs), 15);
});
afterEach(() => db.close());

/** So many hours after the beginning of the day so many days ago. */
const moment = (daysAgo: number, hour: number) => new Date(today - daysAgo * dayMs + hour * hourMs);

interface Run {
  at: Date;
  actions?: number[];
  ms?: number;
  raised?: [outcome: 'BLOCKED' | 'FAILED', actionId: number];
}

async function write({ at, actions = [1], ms = 1, raised }: Run): Promise<void> {
  await writeTestLog(db.kysely, at, undefined, {
    executedActionIds: actions,
    executionTimeMs: ms,
    ...(raised && { outcome: raised[0], raisedAction: { id: raised[1], title: 'x' }, validationMessage: 'x' }),
  });
}

const find = (retentionDays = 30) => createActionStatistics({ db, retentionDays: async () => retentionDays }).find();
/** As housekeeping does, as if it were that time. */
const count = (now: Date) => countDays(db.kysely, { now, expiredBefore: new Date(0) });

const week: Run[] = [
  { at: moment(8, 12) },
  { at: moment(7, 23.9) },
  { at: moment(6, 0) },
  { at: moment(6, 23.99), actions: [1, 2], ms: 80 },
  ...Array.from({ length: 40 }, (_, n): Run => ({ at: moment(3, 1 + n / 4), actions: [2], ms: 1 + n })),
  { at: moment(3, 5), actions: [1, 2], ms: 3.3, raised: ['BLOCKED', 1] },
  { at: moment(3, 20), actions: [1, 2], ms: 0.001, raised: ['FAILED', 2] },
  { at: moment(2, 0.5), actions: [3], ms: 1e7 },
  { at: new Date(), actions: [1], raised: ['BLOCKED', 1] },
];

/** What does not depend on how exact the percentile is. */
const countsOf = (statistics: ActionStatistics[]) =>
  statistics.map(({ p95Ms: _, ...counts }) => counts).sort((a, b) => a.actionId - b.actionId);

describe('how actions did in seven UTC days', () => {
  it('is runs, blocks and failures of each, in all and by day', async () => {
    for (const run of week) await write(run);
    const statistics = countsOf(await find());
    expect(statistics.map(({ actionId, runs, blocks, failures }) => [actionId, runs, blocks, failures])).toEqual([
      [1, 5, 2, 0],
      [2, 43, 0, 1],
      [3, 1, 0, 0],
    ]);
    expect(statistics[0]!.daily.map(({ runs, blocks }) => [runs, blocks])).toEqual(
      [2, 0, 0, 2, 0, 0, 1].map((runs, n) => [runs, n === 3 || n === 6 ? 1 : 0]),
    );
    expect(statistics[0]!.daily.map(({ day }) => day)).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((daysAgo) => moment(daysAgo, 0).toISOString().slice(0, 10)),
    );
    expect(statistics[2]!.lastRunAt).toEqual(moment(2, 0.5));
  });

  it('is the same whenever and however often it was counted beforehand', async () => {
    for (const run of week) await write(run);
    const before = await find();
    for (const now of [
      moment(6, 1),
      moment(3, 6),
      moment(3, 6),
      moment(3, 8),
      moment(2, 0.5),
      moment(2, 2),
      new Date(),
    ]) {
      await count(now);
      const after = await find();
      expect(countsOf(after)).toEqual(countsOf(before));
      expect(after.map(({ p95Ms }) => p95Ms).sort()).toEqual(before.map(({ p95Ms }) => p95Ms).sort());
    }
  });

  it('tells the time that 95 of 100 took less than, to 2.5 %, of the worst day', async () => {
    for (const run of week) await write(run);
    await count(moment(3, 6));
    const p95 = new Map((await find()).map(({ actionId, p95Ms }) => [actionId, p95Ms!]));
    // Of 42 runs the 40th; the one run of another day took longer.
    expect(Math.abs(p95.get(2)! / 80 - 1)).toBeLessThan(0.025);
    expect(Math.abs(p95.get(1)! / 80 - 1)).toBeLessThan(0.025);
  });

  it('counts a log that came after its hour was counted, until the hour is settled', async () => {
    await write({ at: moment(1, 10) });
    await count(moment(1, 11.5));
    await write({ at: moment(1, 10.6) });
    expect((await find())[0]!.runs).toBe(2);
    await count(moment(1, 12));
    expect((await find())[0]!.runs).toBe(2);
  });
});

describe('what has expired', () => {
  beforeEach(async () => {
    for (const daysAgo of [9, 6, 5, 4, 3, 2, 1]) await write({ at: moment(daysAgo, 12) });
  });

  it('is not counted, from the moment the retention is shorter', async () => {
    await keepHouse(db, 30);
    let retentionDays = 30;
    const statistics = createActionStatistics({ db, retentionDays: async () => retentionDays });
    expect((await statistics.find())[0]!.runs).toBe(6);
    retentionDays = 3;
    const [shorter] = await statistics.find();
    expect(shorter!.runs).toBe(2);
    expect(shorter!.daily).toHaveLength(3);
  });

  it('does not come back when the retention is longer again', async () => {
    await keepHouse(db, 30);
    await changeRetention(db.kysely, { retentionDays: 3, confirmedDays: 3 });
    const receipt = await keepHouse(db, 3);
    await changeRetention(db.kysely, { retentionDays: 30 });
    const kept = 7 - receipt!.logsDeleted;
    expect((await find())[0]!.runs).toBe(kept);
    await keepHouse(db, 30);
    expect((await find())[0]!.runs).toBe(kept);
    expect(await countLoss(db.kysely, 1, 30, { exactUpTo: 0 })).toBe(await countLoss(db.kysely, 1, 30));
  });
});

describe('how many logs a shorter retention deletes', () => {
  it('is counted from the days that are counted already, and the rest log by log', async () => {
    for (const daysAgo of [9, 8, 6, 5, 5, 4, 3, 2, 1]) await write({ at: moment(daysAgo, 12) });
    const losses = async (exactUpTo: number) =>
      Promise.all([1, 2, 4, 7].map((days) => countLoss(db.kysely, days, 10, { exactUpTo })));
    const exact = await losses(1000);
    expect(await losses(0)).toEqual(exact);
    for (const now of [moment(6, 13), moment(4, 2), new Date()]) {
      await count(now);
      expect(await losses(0)).toEqual(exact);
    }
  });

  it('tells few logs exactly, also of a day that was counted before they came', async () => {
    await count(new Date());
    await write({ at: moment(8, 12) });
    expect(await countLoss(db.kysely, 5, 10)).toBe(1);
  });
});

it('counting that takes too long is ended, and its error says what to do', async () => {
  const lock = await db.pool.connect();
  await lock.query('begin; lock table execution_log in access exclusive mode');
  const statistics = createActionStatistics({ db, retentionDays: async () => 30, timeoutMs: 200 });
  await expect(statistics.find()).rejects.toThrow('took longer than 0.2 s and was ended');
  await expect(countLoss(db.kysely, 5, 10, { timeoutMs: 200 })).rejects.toThrow('ask for a number nearer to 10');
  await lock.query('rollback');
  lock.release();
  expect(await statistics.find()).toEqual([]);
});
