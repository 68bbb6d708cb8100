/**
 * Creates, updates and deletes records. Every change of a request goes through the guard, and all of them commit together
 * with their logs or not at all; the logs of a request that was refused or failed are kept on their own, as not committed.
 */
import type { RawBuilder } from 'kysely';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { findMajorVersion } from '../storage/server-version.ts';
import type { Queryable } from '../storage/tables.ts';
import { CommitUnknownError, inTransaction, type LetNextCommit } from '../storage/transaction.ts';
import { type Trace, untraced } from '../tracing/trace.ts';
import type { Cascades } from './cascade.ts';
import {
  type ChangeSet,
  createChangeSet,
  type DeleteInput,
  HastyWriteError,
  type Permit,
  type UpdateInput,
} from './change-set.ts';
import { ConcurrencyError } from './errors.ts';
import { failedChange } from './failed-change.ts';
import type { ActionWarning, ChangeEvent, Guard, GuardResult, RequestScope } from './guard.ts';
import { keepLogs } from './keep-logs.ts';
import type { RecordInput } from './parse-input.ts';
import { isConflict } from './write-error.ts';
import { replacesSince } from './write-record.ts';

export interface Committed<Result> {
  readonly result: Result;
  /** What the actions on every change of the request warned about, in order. */
  readonly warnings: readonly ActionWarning[];
}

export interface Records {
  create(type: RecordType, values: RecordInput, request: RequestScope): Promise<Committed<RecordRow>>;
  update(type: RecordType, input: UpdateInput & { etag: string }, request: RequestScope): Promise<Committed<RecordRow>>;
  /** @returns the record as it was. */
  delete(type: RecordType, input: DeleteInput & { etag: string }, request: RequestScope): Promise<Committed<RecordRow>>;
  /** Several changes as one transaction. `work` may run again when it loses a conflict, so it has no effects of its own. */
  change<Result>(request: RequestScope, work: Work<Result>): Promise<Committed<Result>>;
}

type Work<Result> = (changes: ChangeSet) => Promise<Result>;

export interface RecordsOptions {
  readonly db: Queryable;
  readonly recordTypes: RecordTypes;
  readonly cascades: Cascades;
  readonly guard: Guard;
  /** See ChangeRules. */
  readonly notes?: RawBuilder<unknown>;
  readonly permit?: Permit;
  readonly trace?: Trace;
  /** Mends what keeps a log from being written (no table for its day, say); true when it did, and it is worth another try. */
  readonly mendLogStore?: (error: unknown) => Promise<boolean>;
  /** Told when a change ends with a log that can't be written, or without anybody knowing whether it was made. */
  readonly onLogLost?: (error: unknown, requestId: string) => void;
}

const maxAttempts = 4;

export function createRecords(options: RecordsOptions): Records {
  const { db, permit, trace = untraced } = options;
  let majorVersion: number | undefined;
  const canReplace = async () => {
    if (db.isTransaction) return false;
    majorVersion ??= await findMajorVersion(db);
    return majorVersion >= replacesSince;
  };
  const permitted = (type: RecordType, event: ChangeEvent, request: RequestScope, work: Work<RecordRow>) =>
    trace.stage(`${event} ${type.target}`, async () => {
      await trace.stage('permit', async () => permit?.(request.person, type, event));
      return records.change(request, work);
    });
  const records: Records = {
    create: (type, values, request) => permitted(type, 'CREATE', request, (changes) => changes.create(type, values)),
    update: (type, input, request) => permitted(type, 'UPDATE', request, (changes) => changes.update(type, input)),
    delete: (type, input, request) => permitted(type, 'DELETE', request, (changes) => changes.delete(type, input)),
    async change(request, work) {
      let stepByStep = false;
      for (let attempt = 1; ; attempt++) {
        const run: Run<Awaited<ReturnType<typeof work>>> = { results: [] };
        try {
          return await changeOnce(options, request, work, run, !stepByStep && (await canReplace()));
        } catch (error) {
          if (error instanceof HastyWriteError) {
            stepByStep = true;
            continue;
          }
          const isWorthAnother = isConflict(error) || (await options.mendLogStore?.(error));
          if (isWorthAnother && attempt < maxAttempts) continue;
          return await settle(options, request, run, isConflict(error) ? lostConflict(error) : error);
        }
      }
    },
  };
  return records;
}

interface Run<Result> {
  /** What the guard answered, in order. */
  results: GuardResult[];
  /** What is answered when the commit goes through, or went through unseen. */
  committed?: Committed<Result>;
}

async function changeOnce<Result>(
  options: RecordsOptions,
  request: RequestScope,
  work: Work<Result>,
  run: Run<Result>,
  mayReplace: boolean,
): Promise<Committed<Result>> {
  const { results } = run;
  const { db, trace = untraced } = options;
  const hasBegun = trace.begin('begin');
  const attempt = async (tx: Queryable, letNextCommit: LetNextCommit) => {
    hasBegun();
    const changes = createChangeSet(options, tx, request, results, mayReplace);
    const result = await work(changes);
    await changes.settle();
    run.committed = { result, warnings: results.flatMap(({ warnings }) => warnings) };
    await writeLogs(tx, results, letNextCommit, trace);
    return run.committed;
  };
  return inTransaction(db, attempt, trace.begin).finally(hasBegun);
}

/** The last of them commits. */
async function writeLogs(
  tx: Queryable,
  results: readonly GuardResult[],
  letNextCommit: LetNextCommit,
  trace: Trace,
): Promise<void> {
  const logs = results.flatMap(({ writeLog }) => writeLog ?? []);
  if (logs.length === 0) return;
  await trace.stage('write log', async () => {
    for (const [index, writeLog] of logs.entries()) {
      if (index === logs.length - 1) await letNextCommit();
      await writeLog(tx, true);
    }
  });
}

/**
 * A request that ended in an error: keeps the logs of the chains that ran, then throws the error. When the connection
 * broke during the commit, the logs tell whether it went through; then the request succeeded after all.
 */
async function settle<Result>(
  options: RecordsOptions,
  request: RequestScope,
  { results, committed }: Run<Result>,
  error: unknown,
): Promise<Committed<Result>> {
  const { trace = untraced } = options;
  const hasLogs = results.some(({ writeLog }) => writeLog);
  const kept = await (hasLogs ? trace.stage('keep log', () => keepLogs(options, results)) : keepLogs(options, results));
  if (kept.state === 'already committed' && committed) return committed;
  const hasFailed = kept.state === 'lost' || (error instanceof CommitUnknownError && kept.state === 'none');
  if (hasFailed) options.onLogLost?.(kept.error ?? error, request.requestId);
  throw failedChange(error, kept);
}

function lostConflict(cause: unknown): ConcurrencyError {
  return new ConcurrencyError('Others keep changing the same records at the same time: try again.', { cause });
}
