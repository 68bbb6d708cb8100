import type { ActionHead } from '../../actions/operations.ts';
import { readList, readText } from '../../app/search-params.ts';

/** What the list of actions shows, exactly as the URL holds it. */
export interface ActionsSearch {
  search?: string;
  target?: string[];
  event?: string[];
  /** `enabled`, `disabled` */
  state?: string[];
}

export function parseActionsSearch(search: Record<string, unknown>): ActionsSearch {
  const list = (name: string) => {
    const values = readList(search, name);
    return values.length ? values : undefined;
  };
  return { search: readText(search, 'search'), target: list('target'), event: list('event'), state: list('state') };
}

/** The actions that match the search and every filter: each word must be in the title or be the id. */
export function findActions(actions: readonly ActionHead[], { search, target, event, state }: ActionsSearch) {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const isOneOf = (values: string[] | undefined, value: string) => !values?.length || values.includes(value);
  return actions.filter(
    (action) =>
      words.every((word) => action.title.toLowerCase().includes(word) || String(action.id) === word) &&
      isOneOf(target, action.target) &&
      isOneOf(event, action.eventType) &&
      isOneOf(state, action.enabled ? 'enabled' : 'disabled'),
  );
}
