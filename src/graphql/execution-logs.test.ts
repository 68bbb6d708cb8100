import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExecutionLogs } from '../execution-logs/find-logs.ts';
import { ensurePartitions } from '../execution-logs/partitions.ts';
import { writeTestLog } from '../execution-logs/test-log-writer.ts';
import { adminRole, fullAccess } from '../people/permissions.ts';
import { factoryPack } from '../record-types/factory-pack.ts';
import type { Person } from '../records/guard.ts';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import type { OperationContext, Services } from './context.ts';
import { readWholeLog } from './execution-log-type.ts';
import { createContextHider } from './hide-context.ts';
import { createRowBudget } from './row-budget.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('logs that have more together than an operation may read are read singly', async () => {
  const now = new Date();
  await ensurePartitions(db.kysely, now, 1);
  const output = Buffer.from('x'.repeat(700));
  const ids = [await writeTestLog(db.kysely, now, { output }), await writeTestLog(db.kysely, now, { output })];
  const executionLogs = createExecutionLogs({ db, retentionDays: 30, targets: [] });
  const operation = (maxBytes: number) =>
    ({
      person: { roles: [adminRole], permissions: [] } as unknown as Person,
      access: fullAccess,
      budget: createRowBudget('query', { maxRows: 10, maxBytes }),
      services: { executionLogs, contextHider: createContextHider({ recordTypes: factoryPack }) } as Services,
    }) as OperationContext;
  const readAll = (maxBytes: number) => {
    const context = operation(maxBytes);
    return Promise.allSettled(ids.map((id) => readWholeLog(id, context)));
  };
  expect((await readAll(2000)).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  const [first, second] = await readAll(500);
  expect(first).toMatchObject({ status: 'fulfilled', value: { id: ids[0] } });
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'LIMIT_EXCEEDED' } });
});
