// Limits on how often something may happen, counted in memory: each node counts for itself, and forgets when it stops.

import { LimitExceededError } from '../records/errors.ts';

/** Answered with status 429 and Retry-After. */
export class TooOftenError extends LimitExceededError {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface RateLimit {
  /** Counts one. @returns the seconds until another may happen; 0 when this one may. */
  count(key: string): number;
}

/** Keys in memory at most; beyond it the oldest windows are forgotten. */
const maxKeys = 100_000;

/** At most `max` in a window that begins with the first of them. */
export function createRateLimit({
  max,
  windowMs,
  now = Date.now,
}: {
  max: number;
  windowMs: number;
  now?: () => number;
}): RateLimit {
  const windows = new Map<string, { count: number; endsAt: number }>();
  const current = (key: string) => {
    const window = windows.get(key);
    if (window && window.endsAt > now()) return window;
    windows.delete(key);
    return undefined;
  };
  return {
    count(key) {
      const window = current(key) ?? { count: 0, endsAt: now() + windowMs };
      window.count += 1;
      if (windows.size >= maxKeys && !windows.has(key)) windows.delete(windows.keys().next().value!);
      windows.set(key, window);
      return window.count > max ? Math.ceil((window.endsAt - now()) / 1000) : 0;
    },
  };
}
