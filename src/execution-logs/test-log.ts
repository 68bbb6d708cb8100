import type { ProgramAction } from '../sandbox/program.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { ExecutionLog } from './execution-log.ts';
import { createLogFile, type LogFile } from './log-file.ts';
import { createLogId } from './log-id.ts';

const createdAt = new Date('2026-11-23T01:22:27.123Z');

/** Runs the chain in the sandbox and gives its log, as the guard of records would write it. */
export async function recordLog(sandbox: Sandbox, actions: ProgramAction[]): Promise<ExecutionLog> {
  const id = createLogId(createdAt);
  const result = await sandbox.run({ createdAtMs: createdAt.getTime(), seed: id, actions });
  const { wallMs, memoryMb, outputBytes } = sandbox.limits;
  return {
    id,
    createdAt,
    event: 'UPDATE',
    target: 'PARTINVENTORY',
    targetRecordId: 34,
    outcome: result.outcome,
    committed: false,
    validationMessage: result.message,
    raisedAction: result.raisedActionId === null ? null : { id: result.raisedActionId, title: 'x' },
    executedActionIds: result.actions.map(({ actionId }) => actionId),
    executionTimeMs: result.executionTimeMs,
    requestId: createLogId(createdAt),
    clientRequestId: null,
    triggeredBy: { id: 1, name: 'Ada', email: 'ada@example.com' },
    viaToken: null,
    pythonVersion: result.pythonVersion,
    limits: { wallMs, memoryMb, outputBytes },
    actions: result.actions.map((ran, index) => ({
      ...actions[index]!,
      ...ran,
      version: 1,
      contextError: actions[index]!.contextError ?? null,
    })),
  };
}

export function fileOf(sandbox: Sandbox, log: ExecutionLog): Promise<LogFile> {
  return createLogFile(log, { sandbox, link: 'http://127.0.0.1:4400/x', targetLabel: 'Part Inventory' });
}
