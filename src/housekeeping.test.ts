import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensurePartitions, findPartitions } from './execution-logs/partitions.ts';
import { keepHouse } from './execution-logs/retention.ts';
import { writeTestLog } from './execution-logs/test-log-writer.ts';
import { keepHouseRegularly } from './housekeeping.ts';
import { createMetrics } from './http/metrics.ts';
import { createTestDatabase, type TestDatabase } from './storage/test-database.ts';
import { createTestApp } from './test-app.ts';

const dayMs = 86_400_000;
let db: TestDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);

/** The value of a metric without labels. */
function valueIn(metrics: string, name: string): number {
  return Number(new RegExp(`^interlock_${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
}

test('its runs are counted: when the last one succeeded, and how many failed', async () => {
  await sql`create table execution_log_20200101 (created_at timestamptz)`.execute(db.kysely);
  await sql`create view seen as select * from execution_log_20200101`.execute(db.kysely);
  const logged: string[] = [];
  const metrics = createMetrics();
  const housekeeping = await keepHouseRegularly(db, {
    defaultDays: 30,
    onRun: metrics.countHousekeeping,
    log: pino({}, { write: (line: string) => void logged.push(line) }),
  });
  await housekeeping.runSoon();
  const failing = await metrics.read();
  expect(valueIn(failing, 'housekeeping_failures_total')).toBe(2);
  expect(valueIn(failing, 'housekeeping_last_success_timestamp_seconds')).toBe(0);
  expect(logged.map((line) => JSON.parse(line).err.message)).toEqual([
    expect.stringContaining('Could not drop execution_log_20200101'),
    expect.stringContaining('Could not drop execution_log_20200101'),
  ]);

  const mendedAt = Date.now() / 1000;
  await sql`drop view seen`.execute(db.kysely);
  await housekeeping.runSoon();
  const mended = await metrics.read();
  expect(valueIn(mended, 'housekeeping_failures_total')).toBe(2);
  expect(valueIn(mended, 'housekeeping_last_success_timestamp_seconds')).toBeGreaterThanOrEqual(mendedAt);
  await housekeeping.stop();
});

test('after a week off, one run removes the days of a week while changes go on, and refuses none', async () => {
  const retentionDays = 30;
  const t = await createTestApp({}, db);
  const admin = await t.join('admin');
  await expect
    .poll(async () => valueIn(await (await t.ask('/metrics')).text(), 'housekeeping_last_success_timestamp_seconds'))
    .toBeGreaterThan(0);
  await t.query(
    `mutation { createRule(input: {title: "Looks", target: SUPPLIER, eventType: CREATE, enabled: true,
      context: "{ supplier(id: $id) { name } }", code: "print(context)"}) { rule { id } } }`,
    admin,
  );
  await ensurePartitions(db.kysely, daysAgo(retentionDays + 8), 8);
  for (let day = 1; day <= 8; day += 1)
    for (let log = 0; log < 20; log += 1) await writeTestLog(db.kysely, daysAgo(retentionDays + day));

  let isOver = false;
  let changes = 0;
  const goOn = async (writer: number) => {
    while (!isOver) {
      const { errors } = await t.query(
        'mutation ($name: String!) { createSupplier(input: {name: $name}) { supplier { id } } }',
        admin,
        { name: `${writer} ${changes}` },
      );
      expect(errors).toBeUndefined();
      changes += 1;
    }
  };
  const writers = [1, 2, 3].map(goOn);
  const receipt = await keepHouse(db, retentionDays).finally(() => {
    isOver = true;
  });
  await Promise.all(writers);
  expect(receipt).toMatchObject({ logsDeleted: 160, bodiesDeleted: 160, failures: [] });
  const over = (await findPartitions(db.kysely)).filter(({ end }) => end <= receipt!.deletedBefore);
  expect(over).toEqual([]);
  expect(receipt!.partitionsDropped).toHaveLength(2 * 8);
  expect(changes).toBeGreaterThan(0);
  const { rows } = await sql<{ logs: number }>`select count(*) as logs from execution_log where committed`.execute(
    db.kysely,
  );
  expect(rows).toEqual([{ logs: changes }]);
  await t.close();
});
