import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { ensurePartitions } from './partitions.ts';
import { writeTestLog } from './test-log-writer.ts';

let db: TestDatabase;
const now = new Date();
const raisedAction = { id: 3, title: 'Serial numbers' };
beforeAll(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, now, 1);
});
afterAll(() => db.close());

it.each([
  [{ validationMessage: 'Enter a serial number' }, 'a message that no action raised'],
  [{ raisedAction }, 'an action that raised no message'],
  [{ raisedAction, validationMessage: 'Enter a serial number' }, 'ALLOWED as its outcome'],
  [{ outcome: 'WARNED' as const }, 'WARNED as its outcome, which no action raised'],
])('%o is refused, as lists take one for the other', async (head, reason) => {
  await expect(writeTestLog(db.kysely, now, undefined, head)).rejects.toThrow(reason);
  expect(await db.kysely.selectFrom('execution_log').select('id').execute()).toEqual([]);
});

it('what was blocked is refused as committed', async () => {
  const head = { outcome: 'BLOCKED' as const, raisedAction, validationMessage: 'Enter a serial number' };
  await expect(writeTestLog(db.kysely, now, undefined, head, true)).rejects.toThrow(
    'BLOCKED as its outcome and was committed',
  );
  await writeTestLog(db.kysely, now, undefined, head);
});
