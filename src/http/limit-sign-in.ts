import type { MiddlewareHandler } from 'hono';
import { type AttemptLimit, countFailure, findRemainingWait, forgetFailures } from '../people/failed-attempts.ts';
import type { Queryable } from '../storage/tables.ts';
import type { HttpEnv } from './http-env.ts';
import { TooOftenError } from './rate-limit.ts';

/**
 * Slows down who guesses passwords, links or tokens: only refused attempts count, by address, by account, and by both, so
 * that guessing from many places is slow too and a stranger can hardly lock somebody out. An account answers the same
 * whether it exists or not.
 */
export function limitSignIn(db: Queryable): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const address = c.var.clientAddress ?? '';
    const account = await accountOf(c.req.raw);
    const byBoth: AttemptLimit = { key: `both ${address} ${account}`, max: 10, minutes: 15 };
    const limits: AttemptLimit[] = [
      byBoth,
      { key: `address ${address}`, max: 100, minutes: 15 },
      ...(account ? [{ key: `account ${account}`, max: 100, minutes: 60 }] : []),
    ];
    const waitSeconds = await findRemainingWait(db, limits);
    if (waitSeconds > 0) {
      throw new TooOftenError(
        `Too many attempts failed. Try again in ${Math.ceil(waitSeconds / 60)} minutes.`,
        waitSeconds,
      );
    }
    await next();
    if (c.res.status === 401 || c.res.status === 403) await countFailure(db, limits);
    else if (c.res.ok) await forgetFailures(db, byBoth);
  };
}

/** Empty when the body names no account. */
async function accountOf(request: Request): Promise<string> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  const email = (body as { email?: unknown } | undefined)?.email;
  if (typeof email !== 'string') return '';
  return email.trim().toLowerCase();
}
