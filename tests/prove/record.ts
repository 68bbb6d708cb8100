import type { ExecutionLog } from '../../src/execution-logs/execution-log.ts';
import { createLogFile, type LogFile } from '../../src/execution-logs/log-file.ts';
import { createLogId } from '../../src/execution-logs/log-id.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { ProofProgram } from './grammar.ts';

const createdAt = new Date('2026-11-23T01:22:27.123Z');

/** Runs the program in the sandbox and gives its log, as the guard of records would write it, and its log file. */
export async function record(
  sandbox: Sandbox,
  { actions }: ProofProgram,
): Promise<{ log: ExecutionLog; file: LogFile }> {
  const id = createLogId(createdAt);
  const result = await sandbox.run({ createdAtMs: createdAt.getTime(), seed: id, actions });
  const { wallMs, memoryMb, outputBytes } = sandbox.limits;
  const log: ExecutionLog = {
    id,
    createdAt,
    event: 'UPDATE',
    target: 'PARTINVENTORY',
    targetRecordId: 34,
    outcome: result.outcome,
    committed: false,
    validationMessage: result.message,
    raisedAction: result.raisedActionId === null ? null : { id: result.raisedActionId, title: 'of the program' },
    executedActionIds: result.actions.map(({ actionId }) => actionId),
    executionTimeMs: result.executionTimeMs,
    requestId: id,
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
  const file = await createLogFile(log, { sandbox, link: 'http://127.0.0.1:4400/x', targetLabel: 'Part Inventory' });
  return { log, file };
}
