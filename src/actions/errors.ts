import { BadInputError, RequestError } from '../records/errors.ts';
import type { ActionProblem } from './action.ts';

/** An action that can't be saved as it is; `problems` says what is wrong where. */
export class ActionRefusedError extends BadInputError {
  readonly problems: readonly ActionProblem[];
  /** What GraphQL answers beside the message. */
  readonly extensions: { problems: readonly ActionProblem[] };

  constructor(problems: readonly ActionProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
    this.extensions = { problems };
  }
}

export function describeProblem({ field, message, line, column }: ActionProblem): string {
  return line === null ? `${field}: ${message}` : `${field}, line ${line}, column ${column}: ${message}`;
}

/** Actions are due but this server cannot run them safely, so the change is refused. Nothing has happened. */
export class ActionsUnavailableError extends RequestError {
  readonly code = 'INTERNAL';

  constructor(reason: string) {
    super(`The change was not made, because its actions can't be run on this server. ${reason}`);
  }
}
