import type { ActionOutcome } from './program.ts';

/** What a sandbox has done since it was made, for the metrics. */
export interface SandboxCounts {
  /** Actions waiting for a process, actions running, and processes ready to take one, now. */
  waiting: number;
  running: number;
  armed: number;
  /** Actions run, by outcome. */
  outcomes: Record<ActionOutcome, number>;
  /** How long actions waited for a process: how many waited at most each of `waitBucketsMs`, and the sum. */
  waitBuckets: number[];
  waits: number;
  waitMsSum: number;
  /** Actions refused because too many were waiting. */
  refusals: number;
  /** Children killed for taking too long or for misbehaving. */
  kills: number;
  /** Children forked, and how often one was given its armed state back instead. */
  forks: number;
  renewals: number;
  /** Zygotes replaced. */
  restarts: number;
}

/** Upper bounds, as Prometheus wants them: each bucket includes the ones below. */
export const waitBucketsMs = [0.1, 1, 5, 25, 100, 500, 2500];

export function createCounts(): SandboxCounts & { noteWait(ms: number): void } {
  const counts = {
    waiting: 0,
    running: 0,
    armed: 0,
    outcomes: { ALLOWED: 0, WARNED: 0, BLOCKED: 0, FAILED: 0, TIMED_OUT: 0, OUT_OF_MEMORY: 0 },
    waitBuckets: waitBucketsMs.map(() => 0),
    waits: 0,
    waitMsSum: 0,
    refusals: 0,
    kills: 0,
    forks: 0,
    renewals: 0,
    restarts: 0,
    noteWait(ms: number) {
      counts.waits += 1;
      counts.waitMsSum += ms;
      for (const [index, bound] of waitBucketsMs.entries()) if (ms <= bound) counts.waitBuckets[index]! += 1;
    },
  };
  return counts;
}
