/**
 * Creates, updates and deletes records. Every change of a request goes through the guard, and all of them commit together
 * with their logs or not at all; the logs of a request that was refused or failed are kept on their own, as not committed.
 */
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import type { Cascades } from './cascade.ts';
import { type ChangeSet, createChangeSet, type DeleteInput, type Permit, type UpdateInput } from './change-set.ts';
import { ConcurrencyError } from './errors.ts';
import type { ActionWarning, Guard, GuardResult, RequestScope } from './guard.ts';
import type { RecordInput } from './parse-input.ts';
import { isConflict } from './write-error.ts';

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
  change<Result>(request: RequestScope, work: (changes: ChangeSet) => Promise<Result>): Promise<Committed<Result>>;
}

export interface RecordsOptions {
  readonly db: Queryable;
  readonly recordTypes: RecordTypes;
  readonly cascades: Cascades;
  readonly guard: Guard;
  readonly permit?: Permit;
  /** Told when the log of a change that did not commit can't be written either. */
  readonly onLogLost?: (error: unknown, requestId: string) => void;
}

const maxAttempts = 4;

export function createRecords(options: RecordsOptions): Records {
  const { permit } = options;
  const records: Records = {
    async create(type, values, request) {
      await permit?.(request.person, type, 'CREATE');
      return records.change(request, (changes) => changes.create(type, values));
    },
    async update(type, input, request) {
      await permit?.(request.person, type, 'UPDATE');
      return records.change(request, (changes) => changes.update(type, input));
    },
    async delete(type, input, request) {
      await permit?.(request.person, type, 'DELETE');
      return records.change(request, (changes) => changes.delete(type, input));
    },
    async change(request, work) {
      for (let attempt = 1; ; attempt++) {
        const results: GuardResult[] = [];
        try {
          return await changeOnce(options, request, work, results);
        } catch (error) {
          if (isConflict(error) && attempt < maxAttempts) continue;
          await keepLogs(options, request, results);
          throw isConflict(error) ? lostConflict(error) : error;
        }
      }
    },
  };
  return records;
}

async function changeOnce<Result>(
  options: RecordsOptions,
  request: RequestScope,
  work: (changes: ChangeSet) => Promise<Result>,
  results: GuardResult[],
): Promise<Committed<Result>> {
  return inTransaction(options.db, async (tx) => {
    const changes = createChangeSet(options, tx, request, results);
    const result = await work(changes);
    await changes.settle();
    for (const { writeLog } of results) await writeLog?.(tx, true);
    return { result, warnings: results.flatMap(({ warnings }) => warnings) };
  });
}

/**
 * The chains ran although the request changed nothing. A log that is there already means that the commit went through
 * while its answer was lost: it stays as it is.
 */
async function keepLogs({ db, onLogLost }: RecordsOptions, request: RequestScope, results: readonly GuardResult[]) {
  const logs = results.flatMap(({ writeLog }) => writeLog ?? []);
  if (logs.length === 0) return;
  try {
    await inTransaction(db, async (tx) => {
      for (const writeLog of logs) await writeLog(tx, false);
    });
  } catch (error) {
    onLogLost?.(error, request.requestId);
  }
}

function lostConflict(cause: unknown): ConcurrencyError {
  return new ConcurrencyError('Others keep changing the same records at the same time: try again.', { cause });
}
