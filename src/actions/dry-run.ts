// Runs an action that need not be saved, on given context data or on a record as it is now. Nothing is changed, nothing
// is logged.

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { BadInputError, LimitExceededError, NotFoundError } from '../records/errors.ts';
import type { Change, Person } from '../records/guard.ts';
import { SandboxBusyError, SandboxUnavailableError } from '../sandbox/errors.ts';
import type { ChainResult, ProgramAction } from '../sandbox/program.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Database } from '../storage/database.ts';
import type { ActionVersion } from './action.ts';
import { type ReadContext, readProgramActions } from './action-guard.ts';
import type { ContextReader } from './context-reader.ts';
import { ActionsUnavailableError } from './errors.ts';
import { type ActionInput, parseActionChanges } from './parse-action.ts';

export interface DryRunResult extends ChainResult {
  contextData: unknown;
}

export interface DryRunOptions {
  db: Database;
  sandbox: Sandbox;
  contexts: ContextReader;
  targets: readonly string[];
  /** The change that touches nothing of the record as it is now; undefined when there is no such record. */
  changeOf: (
    target: string,
    event: Change['event'],
    recordId: number,
    tx: Database['kysely'],
  ) => Promise<Change | undefined>;
  /** The context as the person may see it: what code prints in a dry run, its author reads. */
  contextFor: (read: ReadContext & { target: string }, person: Person) => string;
}

/** `input` has `code`, optionally `title` and `errorState`, and either `contextData` or `target`, `eventType`, `context`, `recordId`. */
export function createDryRun({ db, sandbox, contexts, targets, changeOf, contextFor }: DryRunOptions) {
  return async (input: ActionInput, person: Person): Promise<DryRunResult> => {
    const action = versionOf(input, targets);
    const program =
      'contextData' in input && input.contextData !== null && input.contextData !== undefined
        ? programActionOf(action, input.contextData)
        : await readFromRecord(action, input, person);
    try {
      const result = await sandbox.run({ createdAtMs: Date.now(), seed: randomUUID(), actions: [program] });
      return { ...result, contextData: JSON.parse(program.context) };
    } catch (error) {
      if (error instanceof SandboxBusyError) throw new LimitExceededError(error.message);
      if (error instanceof SandboxUnavailableError) throw new ActionsUnavailableError(error.message);
      throw error;
    }
  };

  async function readFromRecord(action: ActionVersion, input: ActionInput, person: Person): Promise<ProgramAction> {
    const { recordId } = input;
    if (!action.target || !action.event || typeof recordId !== 'number') {
      throw new BadInputError('A dry run needs contextData, or target, eventType and recordId');
    }
    return db.kysely.transaction().execute(async (tx) => {
      await sql`set transaction read only`.execute(tx);
      const change = await changeOf(action.target, action.event, recordId, tx);
      if (!change) throw new NotFoundError(`There is no record ${recordId} of ${action.target}`);
      const [program] = await readProgramActions([action], change, person, tx, contexts);
      const read = { context: program!.context, query: action.context, target: action.target };
      return { ...program!, context: contextFor(read, person) };
    });
  }
}

function versionOf(input: ActionInput, targets: readonly string[]): ActionVersion {
  const given = parseActionChanges(input, targets);
  if (given.code === undefined) throw new BadInputError('A dry run needs code');
  return {
    actionId: 0,
    version: 0,
    createdAt: new Date(),
    createdById: null,
    title: given.title ?? 'Untitled action',
    target: given.target ?? '',
    event: given.event ?? ('' as ActionVersion['event']),
    errorState: given.errorState ?? 'ALLOW',
    context: given.context ?? '',
    code: given.code,
  };
}

function programActionOf({ title, errorState, code }: ActionVersion, contextData: unknown): ProgramAction {
  if (typeof contextData !== 'object' || Array.isArray(contextData)) {
    throw new BadInputError('contextData must be a JSON object: what the code sees as `context`');
  }
  return { id: 0, title, errorState, code, context: JSON.stringify(contextData) };
}
