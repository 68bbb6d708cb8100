import { readChoice } from '../../app/search-params.ts';
import { type LogListState, parseLogListState } from '../../execution-logs/log-list-state.ts';

export const recordTabs = ['details', 'executions'] as const;

/** The record page's tab, and the state of the list on its Executions tab. */
export interface RecordSearch extends LogListState {
  tab?: (typeof recordTabs)[number];
}

export function parseRecordSearch(search: Record<string, unknown>): RecordSearch {
  return { tab: readChoice(search, 'tab', recordTabs), ...parseLogListState(search) };
}
