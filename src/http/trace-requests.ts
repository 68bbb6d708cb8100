import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { People } from '../people/people.ts';
import type { Trace } from '../tracing/trace.ts';
import type { HttpEnv } from './http-env.ts';

/** Makes each request a trace, or a part of the caller's own, which names it in `traceparent`. */
export function traceRequests(trace: Trace): MiddlewareHandler<HttpEnv> {
  return (c, next) =>
    trace.request(c.req.raw.headers, async (describe) => {
      await next();
      const { requestId, person } = c.var;
      const { method } = c.req;
      const route = routePath(c);
      describe(`${method} ${route}`, {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': c.res.status,
        'interlock.request_id': requestId,
        'interlock.person_id': person?.id,
      });
    });
}

/** Finding the person of a request, as a stage of it. */
export function tracePeople(trace: Trace, people: People): People {
  return {
    ...people,
    identify: (headers) => trace.stage('identify', () => people.identify(headers)),
    async recall(headers) {
      const recalled = await people.recall(headers);
      return recalled && { ...recalled, identify: () => trace.stage('identify', recalled.identify) };
    },
  };
}
