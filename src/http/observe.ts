import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { HttpEnv } from './http-env.ts';
import type { Metrics } from './metrics.ts';

/**
 * Measures and logs each request. Paths go into the log without what follows the question mark, which may be a secret
 * (the one-time link); headers and bodies do not at all.
 */
export function observe(log: Logger, metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const durationMs = performance.now() - started;
    const { method, path } = c.req;
    const { status } = c.res;
    metrics.requestDuration.observe({ method, route: routePath(c), status }, durationMs / 1000);
    const { requestId, clientRequestId, person } = c.var;
    const facts = {
      requestId,
      clientRequestId,
      method,
      path,
      status,
      durationMs: Math.round(durationMs),
      personId: person?.id,
    };
    if (status >= 500) log.error(facts, 'request');
    else log.debug(facts, 'request');
  };
}
