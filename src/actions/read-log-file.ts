// An edited log file, brought back: which actions it holds, and how they differ from what is saved.

import { BadInputError } from '../records/errors.ts';
import { UnreadableLogFileError } from '../sandbox/errors.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Action } from './action.ts';
import type { Actions } from './actions.ts';

export interface LogFileAction {
  id: number;
  /** As it stands in the file. */
  code: string;
  /** The action as it is saved now; undefined when it was deleted since. */
  action: Action | undefined;
}

const maxBytes = 32 * 1024 * 1024;

/** @throws BadInputError when the text is not a log file */
export async function readLogFile(
  text: string,
  { sandbox, actions }: { sandbox: Sandbox; actions: Actions },
): Promise<LogFileAction[]> {
  if (Buffer.byteLength(text) > maxBytes) {
    throw new BadInputError(`The file has ${Buffer.byteLength(text)} bytes; the limit is ${maxBytes}`);
  }
  const found = await readActions(text, sandbox);
  if (!found.length)
    throw new BadInputError(
      'The file holds no action: it is not a log file, or their first and last lines were changed',
    );
  const saved = new Map((await actions.findMany(found.map(({ id }) => id))).map((action) => [action.id, action]));
  return found.map(({ id, code }) => ({ id, code, action: saved.get(id) }));
}

async function readActions(text: string, sandbox: Sandbox) {
  try {
    return await sandbox.readLogFile(text);
  } catch (error) {
    if (error instanceof UnreadableLogFileError) throw new BadInputError(error.message);
    throw error;
  }
}
