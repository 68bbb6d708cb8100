/**
 * The error vocabulary of the API. Every error has `extensions.code` and `extensions.requestId`:
 *
 *   UNAUTHENTICATED    nobody is signed in, or the session or token is no longer good
 *   FORBIDDEN          the person's roles don't allow it
 *   NOT_FOUND          the record to change doesn't exist
 *   BAD_USER_INPUT     the query or a value is wrong; the message says what to do
 *   CONCURRENCY_ERROR  somebody else changed the record: read it again
 *   VALIDATION_ERROR   an action refused the change; with executionLogId, actionId and actionTitle
 *   LIMIT_EXCEEDED     too much was asked at once
 *   INTERNAL           we failed; masked here, logged with the request id
 */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { RequestError, ValidationBlockedError } from '../records/errors.ts';
import { explainUnstorableText } from '../records/unstorable-text.ts';
import { explainDatabaseTrouble } from '../storage/database-trouble.ts';
import { ReadAbandonedError } from '../storage/reading.ts';

const codes = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONCURRENCY_ERROR',
  'VALIDATION_ERROR',
  'LIMIT_EXCEEDED',
  'INTERNAL',
]);

/** Told of failures of ours, which clients see only as masked. */
export type OnInternalError = (error: unknown, requestId: string) => void;

export function toClientError(
  error: unknown,
  requestId: string,
  onInternalError: OnInternalError,
): GraphQLFormattedError {
  const located =
    error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: asError(error) });
  const thrown = causeOf(located);
  const cause = explainUnstorableText(thrown);
  const position = { locations: located.locations, path: located.path };

  if (cause instanceof ValidationBlockedError) {
    const { executionLogId, actionId, actionTitle } = cause.block;
    const extensions = { code: cause.code, requestId, executionLogId, actionId, actionTitle };
    return compact({ message: cause.message, ...position, extensions });
  }
  if (cause instanceof RequestError) {
    return compact({
      message: cause === thrown ? located.message : cause.message,
      ...position,
      extensions: { ...located.extensions, code: cause.code, requestId },
    });
  }
  if (cause instanceof GraphQLError && cause.extensions.code !== 'INTERNAL_SERVER_ERROR') {
    const { http, ...own } = cause.extensions;
    const extensions = { ...own, code: codeOf(own.code, http), requestId };
    return compact({ message: located.message, ...position, extensions });
  }
  // A client that left, as one does who types on in a search, is no failure of ours.
  if (!(cause instanceof ReadAbandonedError)) onInternalError(cause, requestId);
  const message = explainDatabaseTrouble(cause) ?? maskedMessage(requestId);
  return compact({ message, ...position, extensions: { code: 'INTERNAL', requestId } });
}

/** The server's own refusals have codes of their own; a body that is too large answers 413. */
function codeOf(code: unknown, http: { status?: number } | undefined): string {
  if (typeof code === 'string' && codes.has(code)) return code;
  return http?.status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT';
}

function maskedMessage(requestId: string): string {
  return `Something went wrong on our side. The server's log has the details under request ${requestId}.`;
}

/** What was thrown first, inside the errors that GraphQL put around it. */
function causeOf(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function compact(error: GraphQLFormattedError): GraphQLFormattedError {
  return Object.fromEntries(
    Object.entries(error).filter(([, value]) => value !== undefined),
  ) as unknown as GraphQLFormattedError;
}
