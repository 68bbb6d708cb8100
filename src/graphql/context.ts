/** What every resolver is given: one operation of one person. */
import type { Access } from '../people/permissions.ts';
import type { Confirmation, Person } from '../records/guard.ts';
import type { Records } from '../records/records.ts';
import type { Queryable } from '../storage/tables.ts';
import type { RecordLoaders } from './loaders.ts';
import type { RowBudget } from './row-budget.ts';

/** What modules of the schema need beside records; each module adds its part by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the modules
export interface Services {}

export interface Warning {
  readonly actionId: number;
  readonly actionTitle: string;
  readonly message: string;
  readonly executionLogId: string;
}

export interface OperationContext {
  /** UUIDv7 that we assigned. */
  readonly requestId: string;
  /** The caller's own `X-Request-Id`. */
  readonly clientRequestId?: string;
  /** Aborted when the client leaves. */
  readonly signal?: AbortSignal;
  /** Undefined when nobody signed in. */
  readonly person: Person | undefined;
  /** Of a person who is remembered, while nothing but a change that confirms them is done: see `confirm-person.ts`. */
  readonly confirmation?: Confirmation;
  /** What of records may be read. */
  readonly access: Access;
  /** The pool, or the transaction that a context query reads in. */
  readonly db: Queryable;
  readonly loaders: RecordLoaders;
  readonly records: Records;
  /** Warnings of the actions that ran, answered as `extensions.warnings`. */
  readonly warnings: Warning[];
  /** Rows of a connection when the query doesn't say, and at most; a context query reads all, within its own limit. */
  readonly page: { readonly defaultSize: number; readonly maxSize: number };
  /** Bounds what a context query reads. */
  readonly budget?: RowBudget;
  readonly services: Services;
}
