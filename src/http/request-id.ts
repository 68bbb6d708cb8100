import type { MiddlewareHandler } from 'hono';
import { v7 } from 'uuid';
import { drawRandomBytes } from '../records/random-bytes.ts';
import type { HttpEnv } from './http-env.ts';

/** A caller's id is kept when it is plain text of reasonable length; it goes into logs and execution logs. */
const acceptable = /^[\x21-\x7e]{1,200}$/;

/** Assigns the request id, answers it as `X-Request-Id`, and keeps the caller's beside it, never in its place. */
export const assignRequestId: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const theirs = c.req.header('x-request-id');
  const requestId = v7({ random: drawRandomBytes(16) });
  c.set('requestId', requestId);
  if (theirs && acceptable.test(theirs)) c.set('clientRequestId', theirs);
  c.header('X-Request-Id', requestId);
  await next();
  if (!c.res.headers.has('X-Request-Id')) c.header('X-Request-Id', requestId);
};
