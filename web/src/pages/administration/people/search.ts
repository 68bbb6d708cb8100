import { readChoice, readList, readText } from '../../../app/search-params.ts';

export const peopleTabs = ['people', 'teams'] as const;
export const personStates = ['active', 'deactivated'] as const;

/** What the People page shows, exactly as the URL holds it. */
export interface PeopleSearch {
  tab?: (typeof peopleTabs)[number];
  search?: string;
  /** Ids of roles, any of them. */
  role?: string[];
  team?: string[];
  state?: (typeof personStates)[number][];
  after?: string;
  before?: string;
}

export function parsePeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const ids = (name: string) => some(readList(search, name).filter((value) => /^\d{1,9}$/.test(value)));
  return {
    tab: readChoice(search, 'tab', peopleTabs),
    search: readText(search, 'search'),
    role: ids('role'),
    team: ids('team'),
    state: some(personStates.filter((state) => readList(search, 'state').includes(state))),
    after: readText(search, 'after'),
    before: readText(search, 'before'),
  };
}

function some<Value>(values: Value[]): Value[] | undefined {
  return values.length ? values : undefined;
}
