import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answerError } from './errors.ts';
import type { HttpContext, HttpEnv } from './http-env.ts';

const megabyte = 1024 * 1024;

/** A GraphQL request of somebody who is signed in: above the largest context, so that its own limit is the one that speaks. */
export const graphqlBodyBytes = 32 * megabyte;
/** Everything else. */
export const ordinaryBodyBytes = megabyte;

/** Refuses a larger body without reading it to its end. */
export function limitBody(maxBytes: number): MiddlewareHandler<HttpEnv> {
  const refuse = (c: HttpContext) =>
    answerError(c, {
      code: 'LIMIT_EXCEEDED',
      message: `The request is larger than ${maxBytes / megabyte} MB, the limit for ${c.req.path}: send less at a time.`,
    });
  const whileReading = bodyLimit({ maxSize: maxBytes, onError: refuse });
  return async (c, next) => {
    const told = c.req.header('content-length');
    if (told === undefined || c.req.header('transfer-encoding') !== undefined) return whileReading(c, next);
    // Node reads no more than the length that a request tells. To look at its body would make a stream and another request.
    if (Number(told) > maxBytes) return refuse(c);
    await next();
  };
}
