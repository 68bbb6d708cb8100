import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './http-env.ts';
import { createRateLimit, type RateLimit, TooOftenError } from './rate-limit.ts';

const minuteMs = 60_000;

/**
 * Slows down who guesses passwords, links or tokens: only refused attempts count, by address, by account, and by both, so
 * that guessing from many places is slow too and a stranger can hardly lock somebody out. An account answers the same
 * whether it exists or not.
 */
export function limitSignIn(now?: () => number): MiddlewareHandler<HttpEnv> {
  const byBoth = createRateLimit({ max: 10, windowMs: 15 * minuteMs, now });
  const byAddress = createRateLimit({ max: 100, windowMs: 15 * minuteMs, now });
  const byAccount = createRateLimit({ max: 100, windowMs: 60 * minuteMs, now });
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const address = c.var.clientAddress ?? '';
    const account = await accountOf(c.req.raw);
    const counters: [RateLimit, string][] = [
      [byBoth, `${address} ${account}`],
      [byAddress, address],
      ...(account ? ([[byAccount, account]] as [RateLimit, string][]) : []),
    ];
    const waitSeconds = Math.max(...counters.map(([limit, key]) => limit.remainingWait(key)));
    if (waitSeconds > 0) {
      throw new TooOftenError(
        `Too many attempts failed. Try again in ${Math.ceil(waitSeconds / 60)} minutes.`,
        waitSeconds,
      );
    }
    await next();
    if (c.res.status === 401 || c.res.status === 403) for (const [limit, key] of counters) limit.count(key);
    else if (c.res.ok) byBoth.forget(`${address} ${account}`);
  };
}

/** Hashed, so that what somebody typed is not kept; empty when the body names no account. */
async function accountOf(request: Request): Promise<string> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  const email = (body as { email?: unknown } | undefined)?.email;
  if (typeof email !== 'string') return '';
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
