/** What a person is told of a change that ended in an error: never more than is known. */
import { isConnectionLost } from '../storage/connection-lost.ts';
import { explainDatabaseTrouble } from '../storage/database-trouble.ts';
import { CommitUnknownError } from '../storage/transaction.ts';
import { ChangeFailedError, ValidationBlockedError } from './errors.ts';
import type { KeptLogs } from './keep-logs.ts';

export function failedChange(error: unknown, logs: KeptLogs): unknown {
  const because = { cause: error };
  if (error instanceof CommitUnknownError && logs.state !== 'kept') {
    return new ChangeFailedError(
      'It is not known whether the change was made: the connection to the database broke while it was committed. Look at the record before you try again.',
      because,
    );
  }
  if (logs.state === 'lost') {
    const trouble = explainDatabaseTrouble(logs.error);
    return new ChangeFailedError(
      [describe(error), 'The log of its actions could not be kept.', trouble].filter(Boolean).join(' '),
      because,
    );
  }
  if (error instanceof CommitUnknownError || isConnectionLost(error)) {
    return new ChangeFailedError(
      'The change was not made: the connection to the database broke. Try again in a moment.',
      because,
    );
  }
  return error;
}

function describe(error: unknown): string {
  if (!(error instanceof ValidationBlockedError)) return 'The change was not made.';
  const { actionTitle, message } = error.block;
  return `The change was not made: the action “${actionTitle}” refused it (${message}).`;
}
