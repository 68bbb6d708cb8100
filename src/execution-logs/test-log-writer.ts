import { randomUUID } from 'node:crypto';
import type { Queryable } from '../storage/tables.ts';
import { createLogId } from './log-id.ts';
import { type NewExecutionLog, writeExecutionLog } from './write-log.ts';

/**
 * Writes the smallest log there is, as if an action had run at that moment, and gives its id.
 * @param ran what that action printed; it leaves no trace of itself when left out.
 * @param head what is to be different.
 * @param committed the change, unless it was blocked.
 */
export async function writeTestLog(
  db: Queryable,
  createdAt: Date,
  ran?: { output: Buffer },
  head: Partial<NewExecutionLog> = {},
  committed = head.outcome !== 'BLOCKED',
): Promise<string> {
  const id = createLogId(createdAt);
  const log = {
    id,
    createdAt,
    event: 'UPDATE' as const,
    target: 'PART',
    targetRecordId: 1,
    outcome: 'ALLOWED' as NewExecutionLog['outcome'],
    validationMessage: null,
    raisedAction: null,
    executedActionIds: [1],
    executionTimeMs: 1,
    requestId: randomUUID(),
    clientRequestId: null,
    triggeredBy: null,
    viaToken: null,
    pythonVersion: '3.11.7',
    limits: { wallMs: 1, memoryMb: 1, outputBytes: 1 },
    actions: ran ? [{ ...silent, ...ran }] : [],
    ...head,
  };
  await writeExecutionLog(db, log, committed);
  return id;
}

const silent = {
  id: 1,
  title: 'Test',
  version: 1,
  errorState: 'BLOCK' as const,
  context: '{}',
  contextError: null,
  outcome: 'ALLOWED' as const,
  message: null,
  line: null,
  executionTimeMs: 1,
};
