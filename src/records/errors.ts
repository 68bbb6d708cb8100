/**
 * What can be wrong with a request, in the words of its sender. Each class is one code of the API's error vocabulary;
 * `graphql/errors.ts` maps them. Everything else that is thrown is our failure (INTERNAL, masked).
 */

export abstract class RequestError extends Error {
  abstract readonly code:
    | 'UNAUTHENTICATED'
    | 'FORBIDDEN'
    | 'NOT_FOUND'
    | 'BAD_USER_INPUT'
    | 'CONCURRENCY_ERROR'
    | 'VALIDATION_ERROR'
    | 'LIMIT_EXCEEDED'
    | 'INTERNAL';

  override get name(): string {
    return this.constructor.name;
  }
}

/** A value can't be what it is; the message names the field, the value, the limit and what to do. */
export class BadInputError extends RequestError {
  readonly code = 'BAD_USER_INPUT';
}

export class NotFoundError extends RequestError {
  readonly code = 'NOT_FOUND';
}

/** Nobody is signed in, or the session or token is no longer good. */
export class UnauthenticatedError extends RequestError {
  readonly code = 'UNAUTHENTICATED';
}

export class ForbiddenError extends RequestError {
  readonly code = 'FORBIDDEN';
}

/** Somebody else changed the record since it was read. */
export class ConcurrencyError extends RequestError {
  readonly code = 'CONCURRENCY_ERROR';
}

export class LimitExceededError extends RequestError {
  readonly code = 'LIMIT_EXCEEDED';
}

export interface Block {
  readonly message: string;
  readonly actionId: number;
  readonly actionTitle: string;
  readonly executionLogId: string;
}

/** An action refused the change; nothing of the request was kept but the logs. */
export class ValidationBlockedError extends RequestError {
  readonly code = 'VALIDATION_ERROR';
  readonly block: Block;

  constructor(block: Block) {
    super(block.message);
    this.block = block;
  }
}

/** We failed to make the change, or to keep its log; the message says what is known of the change. Never masked. */
export class ChangeFailedError extends RequestError {
  readonly code = 'INTERNAL';
}

/** The person of the request is not, or not yet, confirmed to be who they were: nothing was done, and nobody is told this. */
export class UnconfirmedPersonError extends Error {
  override name = 'UnconfirmedPersonError';
}
