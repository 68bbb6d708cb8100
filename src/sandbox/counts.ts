import type { ActionOutcome } from './program.ts';

/** What a sandbox has done since it was made, for the metrics. */
export interface SandboxCounts {
  /** Actions waiting for a process, actions running, and processes ready to take one, now. */
  waiting: number;
  running: number;
  armed: number;
  /** Actions run, by outcome. */
  outcomes: Record<ActionOutcome, number>;
  /** Actions refused because too many were waiting. */
  refusals: number;
  /** Children killed for taking too long or for misbehaving. */
  kills: number;
  /** Children forked, and how often one was given its armed state back instead. */
  forks: number;
  renewals: number;
  /** Children that could not be remembered when they were armed: each runs one action, and is forked anew for the next. */
  unkept: number;
  /** Zygotes replaced. */
  restarts: number;
}

export function createCounts(): SandboxCounts {
  return {
    waiting: 0,
    running: 0,
    armed: 0,
    outcomes: { ALLOWED: 0, WARNED: 0, BLOCKED: 0, FAILED: 0, TIMED_OUT: 0, OUT_OF_MEMORY: 0 },
    refusals: 0,
    kills: 0,
    forks: 0,
    renewals: 0,
    unkept: 0,
    restarts: 0,
  };
}
