/**
 * What records know of actions: a function they are given. It is called once for each change of a request, inside the
 * transaction, and answers what the actions said; it never writes to records itself.
 */
import type { RawBuilder } from 'kysely';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { Queryable } from '../storage/tables.ts';
import type { Block } from './errors.ts';

export type ChangeEvent = 'CREATE' | 'UPDATE' | 'DELETE';

/** Fields that differ, by camelCase name (`partId`, `status`); values as JSON, enumerations in upper case. */
export type RecordDiff = Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>;

/** What the statement that wrote a record answered beside it, to the expression that is given to records as `notes`. */
export interface Noted {
  readonly answer: unknown;
  /** When the answer came, by `performance.now()`. */
  readonly atMs: number;
}

export interface Change {
  readonly type: RecordType;
  readonly event: ChangeEvent;
  readonly recordId: number;
  /** Undefined for CREATE. */
  readonly old?: RecordRow;
  /** Undefined for DELETE. */
  readonly new?: RecordRow;
  readonly diff: RecordDiff;
  /** Undefined for DELETE, which is guarded before anything is written, and without `notes`. */
  readonly noted?: Noted;
}

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** Names, as actions see them in `currentUser`. */
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly permissionGroups: readonly { readonly id: number; readonly name: string }[];
  /** What those groups allow; `people/permissions.ts` knows the names. */
  readonly permissions: readonly string[];
  /** What the API token that acts for the person is limited to; undefined for all that the person may do. */
  readonly scope?: readonly string[];
  /** The session that the person is signed in with; undefined for a token. */
  readonly sessionId?: string;
  /** Name of the API token when a program acts for the person. */
  readonly viaToken?: string;
}

/**
 * Of a person who is remembered from a request before: whether they are still who they were, and may do what they might. The
 * statement that first writes a record answers it along, so that it needs none of its own; nothing is guarded before.
 */
export interface Confirmation {
  /** An expression, the same for all. */
  readonly question: RawBuilder<unknown>;
  /** @throws UnconfirmedPersonError */
  confirm(answer: unknown): void;
  readonly isConfirmed: boolean;
}

export interface RequestScope {
  /** UUIDv7 that we assigned. */
  readonly requestId: string;
  /** The caller's own `X-Request-Id`. */
  readonly clientRequestId?: string;
  /** Who triggers the changes. */
  readonly person: Person;
  /** Undefined when the person is known for sure. */
  readonly confirmation?: Confirmation;
}

export interface ActionWarning {
  readonly actionId: number;
  readonly actionTitle: string;
  readonly message: string;
  readonly executionLogId: string;
}

export interface GuardResult {
  readonly warnings: readonly ActionWarning[];
  readonly block?: Block;
  /**
   * Writes the execution log of the chain that ran, in one statement, as that may be what commits; `committed` says whether
   * the change it speaks of commits with it.
   * False when, not committed, it found its log there already: the commit whose answer was lost has gone through.
   */
  readonly writeLog?: (db: Queryable, committed: boolean) => Promise<boolean>;
}

export type Guard = (change: Change, request: RequestScope, tx: Queryable) => Promise<GuardResult>;

/** Lets every change through; for installations and tests without actions. */
export const unguarded: Guard = async () => ({ warnings: [] });
