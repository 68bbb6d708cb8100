import { parseContextSearch } from './context-search.ts';
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

/** Where a page starts or ends; neither is the beginning of the list. */
export interface PagePosition {
  after?: string;
  before?: string;
}

export const logsPerPage = 100;

const sortOf: Record<LogSort, LogListVariables['sort']> = {
  newest: { field: 'CREATED_AT', direction: 'DESC' },
  oldest: { field: 'CREATED_AT', direction: 'ASC' },
  slowest: { field: 'EXECUTION_TIME_MS', direction: 'DESC' },
  fastest: { field: 'EXECUTION_TIME_MS', direction: 'ASC' },
};

/** The query's variables; `now` is what relative times count from. */
export function logListVariables(
  state: LogListState,
  scope: LogScope,
  { after, before }: PagePosition,
  now: Date,
): LogListVariables {
  return {
    search: state.search,
    filters: logFilters(state, scope, now),
    contextSearch: parseContextSearch(state.context),
    sort: sortOf[state.sort ?? 'newest'],
    ...(before ? { last: logsPerPage, before } : { first: logsPerPage, after }),
  };
}

/** The filters alone, as the list, its count and the Zip of everything that matches take them. */
export function logFilters(state: LogListState, scope: LogScope, now: Date): Filters {
  const filters: Filters = {};
  if (state.outcome) filters.outcome = { in: state.outcome };
  if (state.event) filters.event = { in: state.event };
  if (state.target) filters.target = { in: state.target as Target[] };
  if (state.action) filters.actionId = { in: state.action };
  if (state.raised) filters.raisedActionId = { in: state.raised };
  if (state.by) filters.triggeredById = { in: state.by };
  if (state.message) filters.validationMessage = { ilike: `%${state.message.replace(/[\\%_]/g, '\\$&')}%` };
  if (state.minMs) filters.executionTimeMs = { gte: Number(state.minMs) };
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
