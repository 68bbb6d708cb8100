import { accessOf } from '../people/permissions.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { Confirmation, Person } from '../records/guard.ts';
import type { Records } from '../records/records.ts';
import type { Queryable } from '../storage/tables.ts';
import type { OperationContext, Services } from './context.ts';
import { createLoaders } from './loaders.ts';
import { createRowBudget, type RowBudgetLimits } from './row-budget.ts';

export interface OperationParts {
  readonly db: Queryable;
  readonly recordTypes: RecordTypes;
  readonly records: Records;
  readonly services: Services;
  /** What one operation may read. */
  readonly limits?: RowBudgetLimits;
}

export interface OperationMeta {
  readonly requestId: string;
  readonly clientRequestId?: string;
  readonly signal?: AbortSignal;
  readonly person: Person | undefined;
  readonly confirmation?: Confirmation;
}

const pageSizes = { defaultSize: 100, maxSize: 1000 };
const defaultLimits: RowBudgetLimits = { maxRows: 100_000, maxBytes: 128 * 1024 * 1024 };

const noAccess = { mayRead: () => false, maySee: () => false };

/** The context of one operation over the API, with loaders of its own. */
export function createOperationContext(parts: OperationParts, meta: OperationMeta): OperationContext {
  const { db, recordTypes, records, services, limits = defaultLimits } = parts;
  const { requestId, clientRequestId, signal, person, confirmation } = meta;
  const budget = createRowBudget('query', limits);
  return {
    requestId,
    clientRequestId,
    signal,
    person,
    confirmation,
    access: person ? accessOf(person) : noAccess,
    db,
    records,
    services,
    budget,
    loaders: createLoaders(db, recordTypes, budget),
    warnings: [],
    page: pageSizes,
  };
}
