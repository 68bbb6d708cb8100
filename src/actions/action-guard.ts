// The guard of records: for each change it matches the chain, reads the contexts, runs the program, gives the verdict,
// and hands back the log to be written. It writes nothing itself.

import { createLogId } from '../execution-logs/log-id.ts';
import { type NewExecutionLog, writeExecutionLog } from '../execution-logs/write-log.ts';
import { changesForContext } from '../records/changes-for-context.ts';
import { LimitExceededError } from '../records/errors.ts';
import type { Change, Guard, GuardResult, Person, RequestScope } from '../records/guard.ts';
import { SandboxBusyError, SandboxUnavailableError } from '../sandbox/errors.ts';
import type { ActionResult, ChainResult, Program, ProgramAction } from '../sandbox/program.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { chainVerdict } from '../sandbox/verdict.ts';
import type { Queryable } from '../storage/tables.ts';
import { type Trace, untraced } from '../tracing/trace.ts';
import type { ActionVersion } from './action.ts';
import type { Chains } from './chains.ts';
import { ContextError, type ContextReader } from './context-reader.ts';
import { ActionsUnavailableError } from './errors.ts';
import { findRuleSettings } from './settings.ts';

export interface ActionGuardOptions {
  sandbox: Sandbox;
  chains: Chains;
  contexts: ContextReader;
  trace?: Trace;
  /** Told of every log that was written, after its transaction's statement; for live lists and metrics. */
  onRun?: (log: NewExecutionLog) => void;
  /** Takes sensitive values of the contexts out of a message that lists will show to everybody who may see logs. */
  maskMessage?: (message: string, contexts: readonly ReadContext[], target: string) => string;
}

/** A context as an action was given it, and the query it was read by. */
export interface ReadContext {
  context: string;
  query: string;
}

export function createActionGuard(options: ActionGuardOptions): Guard {
  const { sandbox, chains, contexts, trace = untraced, onRun, maskMessage = (message) => message } = options;
  return async (change, request, tx) => {
    const chain = await trace.stage('match', () => chains.find(tx, change.type.target, change.event, change.noted));
    if (!chain) return { warnings: [] };
    const due = await trace.stage('contexts', () =>
      readProgramActions(chain.actions, change, request.person, tx, contexts),
    );
    const id = createLogId(chain.now);
    const facts = {
      'interlock.record_id': change.recordId,
      'interlock.execution_log_id': id,
      'interlock.action_ids': chain.actions.map(({ actionId }) => actionId),
    };
    const { actions, result } = await trace.stage(
      'run',
      async (note) => {
        const ran = await runProgram(sandbox, { createdAtMs: chain.now.getTime(), seed: id, actions: due }, tx);
        note({ 'interlock.outcome': ran.result.outcome, 'interlock.execution_time_ms': ran.result.executionTimeMs });
        return ran;
      },
      facts,
    );
    const log = createLog({
      id,
      createdAt: chain.now,
      change,
      request,
      chain: chain.actions,
      actions,
      result,
      sandbox,
      maskMessage,
    });
    onRun?.(log);
    return toGuardResult(log, chain.actions, result);
  };
}

/** The actions with the contexts they are given: the query's data, `changes` and `currentUser`. */
export async function readProgramActions(
  chain: readonly ActionVersion[],
  change: Change,
  person: Person,
  tx: Queryable,
  contexts: ContextReader,
): Promise<ProgramAction[]> {
  const shared = {
    changes: changesForContext(change),
    currentUser: { email: person.email, roles: person.roles, teams: person.teams },
  };
  const program: ProgramAction[] = [];
  for (const { actionId: id, title, errorState, code, context: source } of chain) {
    const read = await readContext(source, { tx, person, id: change.recordId }, contexts);
    program.push({
      id,
      title,
      errorState,
      code,
      context: JSON.stringify({ ...read.data, ...shared }),
      ...(read.error === undefined ? {} : { contextError: read.error }),
    });
  }
  return program;
}

async function readContext(
  source: string,
  options: { tx: Queryable; person: Person; id: number },
  contexts: ContextReader,
): Promise<{ data?: Record<string, unknown>; error?: string }> {
  try {
    return { data: await contexts.read(source, options) };
  } catch (error) {
    if (error instanceof ContextError) return { error: `The context could not be read: ${error.message}` };
    throw error;
  }
}

/** What ran, and what came of it. */
interface Ran {
  actions: readonly ProgramAction[];
  result: ChainResult;
}

async function runProgram(sandbox: Sandbox, program: Program, tx: Queryable): Promise<Ran> {
  try {
    return { actions: program.actions, result: await sandbox.run(program) };
  } catch (error) {
    if (error instanceof SandboxBusyError) throw new LimitExceededError(error.message);
    if (error instanceof SandboxUnavailableError) {
      const { errorState, errorStateMessage } = await findRuleSettings(tx);
      // Not for a sandbox that was lost while it ran this: trying again may well help, and an action could have ended it.
      if (errorState === 'ALLOW' && sandbox.unavailable !== undefined) return notRun(program, error.message);
      throw new ActionsUnavailableError([errorStateMessage, error.message].filter(Boolean).join(' '));
    }
    throw error;
  }
}

/** Every action fails, as when its context can't be read, and lets the change through; so its log file says the same. */
function notRun({ actions: due }: Program, reason: string): Ran {
  const actions = due.map((action): ProgramAction => {
    return { ...action, errorState: 'ALLOW', contextError: `"${action.title}" was not run. ${reason}` };
  });
  const results = actions.map(({ id, contextError }): ActionResult => {
    const nothing = { line: null, output: Buffer.alloc(0), executionTimeMs: 0 };
    return { actionId: id, outcome: 'FAILED', message: contextError!, ...nothing };
  });
  const verdict = chainVerdict(actions.map((action, index) => ({ action, result: results[index]! })));
  return { actions, result: { ...verdict, actions: results, executionTimeMs: 0, pythonVersion: '' } };
}

interface RunOfAChain {
  id: string;
  createdAt: Date;
  change: Change;
  request: RequestScope;
  chain: readonly ActionVersion[];
  actions: readonly ProgramAction[];
  result: ChainResult;
  sandbox: Sandbox;
  maskMessage: NonNullable<ActionGuardOptions['maskMessage']>;
}

function createLog(run: RunOfAChain): NewExecutionLog {
  const { id, createdAt, change, request, chain, actions, result, sandbox, maskMessage } = run;
  const { person } = request;
  const read = actions.map(({ context }, index) => ({ context, query: chain[index]!.context }));
  const { wallMs, memoryMb, outputBytes } = sandbox.limits;
  return {
    id,
    createdAt,
    event: change.event,
    target: change.type.target,
    targetRecordId: change.recordId,
    outcome: result.outcome,
    validationMessage: result.message && maskMessage(result.message, read, change.type.target),
    raisedAction:
      result.raisedActionId === null
        ? null
        : { id: result.raisedActionId, title: titleOf(result.raisedActionId, chain) },
    executedActionIds: result.actions.map(({ actionId }) => actionId),
    executionTimeMs: result.executionTimeMs,
    requestId: request.requestId,
    clientRequestId: request.clientRequestId ?? null,
    triggeredBy: { id: person.id, name: person.name, email: person.email },
    viaToken: person.viaToken ?? null,
    pythonVersion: result.pythonVersion,
    limits: { wallMs, memoryMb, outputBytes },
    actions: result.actions.map(({ actionId, outcome, message, line, output, executionTimeMs }, index) => ({
      id: actionId,
      title: chain[index]!.title,
      version: chain[index]!.version,
      errorState: actions[index]!.errorState,
      context: actions[index]!.context,
      contextError: actions[index]!.contextError ?? null,
      outcome,
      message,
      line,
      output,
      executionTimeMs,
    })),
  };
}

function toGuardResult(log: NewExecutionLog, chain: readonly ActionVersion[], result: ChainResult): GuardResult {
  const executionLogId = log.id;
  const warned = log.actions.filter(({ outcome }) => outcome === 'WARNED');
  return {
    warnings: warned.map(({ id, title, message }) => ({
      actionId: id,
      actionTitle: title,
      message: message ?? title,
      executionLogId,
    })),
    ...(log.outcome === 'BLOCKED' && {
      block: {
        message: result.message ?? '',
        actionId: log.raisedAction!.id,
        actionTitle: titleOf(log.raisedAction!.id, chain),
        executionLogId,
      },
    }),
    writeLog: (db, committed) => writeExecutionLog(db, log, committed),
  };
}

function titleOf(actionId: number, chain: readonly ActionVersion[]): string {
  return chain.find((action) => action.actionId === actionId)?.title ?? '';
}
