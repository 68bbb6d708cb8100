// What the sandbox runs and what it answers. These shapes are stored in execution logs and written into log files.

/** The outcome of one action. `BLOCKED` is a ValidationError; the last three are failures, handled by `errorState`. */
export type ActionOutcome = 'ALLOWED' | 'WARNED' | 'BLOCKED' | 'FAILED' | 'TIMED_OUT' | 'OUT_OF_MEMORY';

/** The outcome of a chain, as the execution log shows it. */
export type ChainOutcome = 'ALLOWED' | 'WARNED' | 'BLOCKED' | 'FAILED';

export interface ProgramAction {
  id: number;
  title: string;
  /** What happens to the change when the action itself fails. */
  errorState: 'ALLOW' | 'BLOCK';
  /** The Python code, exactly as its author saved it. */
  code: string;
  /** The context as JSON text; the same bytes are stored in the log. */
  context: string;
  /** Set when the action can't be run, as without its context: it fails with this message and its code does not run. */
  contextError?: string;
}

export interface Program {
  /** Unix time in milliseconds at which the clock stands still. */
  createdAtMs: number;
  /** All randomness follows from it. */
  seed: string;
  actions: ProgramAction[];
}

export interface ActionResult {
  actionId: number;
  outcome: ActionOutcome;
  message: string | null;
  /** The line of the action's code that raised, counted from 1. */
  line: number | null;
  /** What it printed, byte for byte. */
  output: Buffer;
  /** Wall-clock time as the server saw it, in milliseconds. */
  executionTimeMs: number;
}

export interface ChainResult {
  outcome: ChainOutcome;
  message: string | null;
  raisedActionId: number | null;
  /** One for every action that ran, in order. */
  actions: ActionResult[];
  executionTimeMs: number;
  /** The version of the Python that ran it, as `3.11.7`. */
  pythonVersion: string;
}

/** Something wrong in an action's code, found without running it. Lines and columns count from 1. */
export interface CodeProblem {
  /** An error keeps the code from running; a warning is about what fails when it runs, or can't be reproduced. */
  severity: 'error' | 'warning';
  message: string;
  line: number;
  column: number;
}
