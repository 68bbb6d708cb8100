// Every error outside GraphQL is answered as GraphQL answers it: {errors: [{message, extensions: {code, requestId}}]}.
// What is wrong with the request is said; what is wrong with us is logged under the request id, and masked.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { RequestError } from '../records/errors.ts';
import { explainUnstorableText } from '../records/unstorable-text.ts';
import { SandboxBusyError, SandboxUnavailableError } from '../sandbox/errors.ts';
import { explainDatabaseTrouble } from '../storage/database-trouble.ts';
import type { HttpContext } from './http-env.ts';
import { TooOftenError } from './rate-limit.ts';

type Code = RequestError['code'] | 'INTERNAL';

const statusOf: Record<Code, ContentfulStatusCode> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONCURRENCY_ERROR: 409,
  VALIDATION_ERROR: 422,
  LIMIT_EXCEEDED: 413,
  INTERNAL: 500,
};

export function answerError(
  c: HttpContext,
  { code, message, status = statusOf[code] }: { code: Code; message: string; status?: ContentfulStatusCode },
): Response {
  return c.json({ errors: [{ message, extensions: { code, requestId: c.var.requestId } }] }, status);
}

/** For Hono's onError. */
export function answerThrown(c: HttpContext, thrown: Error, log: Logger): Response {
  const error = explainUnstorableText(thrown);
  const { requestId } = c.var;
  if (error instanceof RequestError) {
    if (error instanceof TooOftenError) {
      c.header('Retry-After', String(error.retryAfterSeconds));
      return answerError(c, { ...error, message: error.message, status: 429 });
    }
    if (error.code === 'UNAUTHENTICATED') c.header('WWW-Authenticate', 'Bearer realm="Interlock"');
    return answerError(c, error);
  }
  if (error instanceof SandboxBusyError)
    return answerError(c, { code: 'LIMIT_EXCEEDED', message: error.message, status: 503 });
  if (error instanceof SandboxUnavailableError)
    return answerError(c, { code: 'INTERNAL', message: error.message, status: 503 });
  log.error({ requestId, err: error }, 'A request failed');
  const trouble = explainDatabaseTrouble(error);
  if (trouble) return answerError(c, { code: 'INTERNAL', message: trouble, status: 503 });
  return answerError(c, {
    code: 'INTERNAL',
    message: `Something went wrong on the server. Its log has the details under request id ${requestId}.`,
  });
}
