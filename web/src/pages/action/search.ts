import { readChoice } from '../../app/search-params.ts';
import { type LogListState, parseLogListState } from '../../execution-logs/log-list-state.ts';

export const actionTabs = ['context', 'code', 'executions', 'history'] as const;
export type ActionTab = (typeof actionTabs)[number];

/** The action page's tab, and the state of the list on its Executions tab. */
export interface ActionSearch extends LogListState {
  tab?: ActionTab;
}

export function parseActionSearch(search: Record<string, unknown>): ActionSearch {
  return { tab: readChoice(search, 'tab', actionTabs), ...parseLogListState(search) };
}
