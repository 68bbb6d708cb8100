/** The error vocabulary of the server, plus OFFLINE: the request never got an answer. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONCURRENCY_ERROR'
  | 'VALIDATION_ERROR'
  | 'LIMIT_EXCEEDED'
  | 'INTERNAL'
  | 'OFFLINE';

/** One thing wrong with what was sent; line and column count from 1 and are set for code and context. */
export interface Problem {
  field?: string;
  message: string;
  line?: number | null;
  column?: number | null;
  /** An error when left out; a warning keeps nothing from being saved. */
  severity?: 'ERROR' | 'WARNING';
}

export interface ErrorExtensions {
  code?: ErrorCode;
  requestId?: string;
  executionLogId?: string;
  actionId?: number;
  actionTitle?: string;
  problems?: Problem[];
}

/** What a failed GraphQL request throws; `message` is fit to be shown to a person. */
export class GraphQLRequestError extends Error {
  readonly code: ErrorCode;
  readonly requestId: string | undefined;
  readonly executionLogId: string | undefined;
  readonly actionId: number | undefined;
  readonly actionTitle: string | undefined;
  readonly problems: Problem[];

  constructor(message: string, extensions: ErrorExtensions = {}) {
    super(message);
    this.name = 'GraphQLRequestError';
    this.code = extensions.code ?? 'INTERNAL';
    this.requestId = extensions.requestId;
    this.executionLogId = extensions.executionLogId;
    this.actionId = extensions.actionId;
    this.actionTitle = extensions.actionTitle;
    this.problems = extensions.problems ?? [];
  }
}

/** True when `error` is a request error, of `code` when one is given. */
export function isRequestError(error: unknown, code?: ErrorCode): error is GraphQLRequestError {
  return error instanceof GraphQLRequestError && (code === undefined || error.code === code);
}
