import type { LogFilters } from './condition-sql.ts';
import type { AskedTerm } from './search-terms.ts';

/** What is asked of logs: those match that meet all of it. */
export interface Question {
  filters: LogFilters;
  terms: readonly AskedTerm[];
}
