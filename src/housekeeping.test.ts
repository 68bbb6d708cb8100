import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepHouseRegularly } from './housekeeping.ts';
import { createMetrics } from './http/metrics.ts';
import { createTestDatabase, type TestDatabase } from './storage/test-database.ts';

let db: TestDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

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
  const failing = await metrics.registry.metrics();
  expect(valueIn(failing, 'housekeeping_failures_total')).toBe(2);
  expect(valueIn(failing, 'housekeeping_last_success_timestamp_seconds')).toBe(0);
  expect(logged.map((line) => JSON.parse(line).err.message)).toEqual([
    expect.stringContaining('Could not drop execution_log_20200101'),
    expect.stringContaining('Could not drop execution_log_20200101'),
  ]);

  const mendedAt = Date.now() / 1000;
  await sql`drop view seen`.execute(db.kysely);
  await housekeeping.runSoon();
  const mended = await metrics.registry.metrics();
  expect(valueIn(mended, 'housekeeping_failures_total')).toBe(2);
  expect(valueIn(mended, 'housekeeping_last_success_timestamp_seconds')).toBeGreaterThanOrEqual(mendedAt);
  await housekeeping.stop();
});
