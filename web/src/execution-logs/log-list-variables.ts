import type { LogListState, LogSort } from './log-list-state.ts';
import { resolveMoment } from './moments.ts';
import type { LogListVariables } from './operations.ts';

type Filters = NonNullable<LogListVariables['filters']>;
type Target = NonNullable<NonNullable<Filters['target']>['eq']>;

/** Narrows a list to where it stands: the logs of one action, or of one record. */
export interface LogScope {
  actionId?: number;
  record?: { target: Target; id: number };
}

export const logsPerPage = 50;

const sortOf: Record<LogSort, LogListVariables['sort']> = {
  newest: { field: 'CREATED_AT', direction: 'DESC' },
  oldest: { field: 'CREATED_AT', direction: 'ASC' },
  slowest: { field: 'EXECUTION_TIME_MS', direction: 'DESC' },
  fastest: { field: 'EXECUTION_TIME_MS', direction: 'ASC' },
};

/** The query's variables; `now` is what relative times count from. */
export function logListVariables(state: LogListState, scope: LogScope, now: Date): LogListVariables {
  return {
    search: state.search,
    filters: logFilters(state, scope, now),
    sort: sortOf[state.sort ?? 'newest'],
    ...(state.before ? { last: logsPerPage, before: state.before } : { first: logsPerPage, after: state.after }),
  };
}

/** The filters alone, as the list and the Zip of everything that matches both take them. */
export function logFilters(state: LogListState, scope: LogScope, now: Date): Filters {
  const filters: Filters = {};
  if (state.outcome) filters.outcome = { in: state.outcome };
  if (state.event) filters.event = { in: state.event };
  if (state.target) filters.target = { in: state.target as Target[] };
  if (state.since || state.until) {
    filters.createdAt = {
      ...(state.since && { gte: resolveMoment(state.since, now) }),
      ...(state.until && { lte: resolveMoment(state.until, now) }),
    };
  }
  if (scope.actionId !== undefined) filters.actionId = { eq: scope.actionId };
  if (scope.record) {
    filters.target = { eq: scope.record.target };
    filters.targetRecordId = { eq: scope.record.id };
  }
  return filters;
}
