import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { createActionStatistics } from './action-statistics.ts';
import { ensurePartitions } from './partitions.ts';
import { writeTestLog } from './test-log-writer.ts';

const dayMs = 24 * 60 * 60 * 1000;
let db: TestDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, new Date(Date.now() - 9 * dayMs), 10);
});
afterEach(() => db.close());

const writeLog = (daysAgo: number) => writeTestLog(db.kysely, new Date(Date.now() - daysAgo * dayMs));

it('what would expire while the figures are remembered is not counted', async () => {
  const hour = 1 / 24;
  await writeLog(3 + hour);
  await writeLog(3 - hour);
  await writeLog(3 - 3 * hour);
  const statistics = createActionStatistics({
    db,
    retentionDays: async () => 3,
    maxAgeMs: 2 * hour * dayMs,
  });
  expect(await statistics.find()).toMatchObject([{ actionId: 1, runs: 1 }]);
});

it('a shorter retention counts at once, though figures are remembered', async () => {
  for (const days of [0.5, 2.5, 5.5]) await writeLog(days);
  let retentionDays = 30;
  const statistics = createActionStatistics({ db, retentionDays: async () => retentionDays });
  const runs = async () => (await statistics.find()).map((figures) => figures.runs);
  expect(await runs()).toEqual([3]);
  await writeLog(0.25);
  expect(await runs()).toEqual([3]);
  retentionDays = 2;
  expect(await runs()).toEqual([2]);
});
