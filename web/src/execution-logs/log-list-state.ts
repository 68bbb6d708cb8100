// What a list of execution logs shows, exactly as the URL holds it. The Execution Logs page and the Executions tabs of
// actions and records all keep their list in these parameters.
import { readChoice, readList, readText } from '../app/search-params.ts';
import { parseMoment } from './moments.ts';

export const outcomes = ['ALLOWED', 'WARNED', 'BLOCKED', 'FAILED'] as const;
export const events = ['CREATE', 'UPDATE', 'DELETE'] as const;
export const sorts = ['newest', 'oldest', 'slowest', 'fastest'] as const;

export type Outcome = (typeof outcomes)[number];
export type EventType = (typeof events)[number];
export type LogSort = (typeof sorts)[number];

export interface LogListState {
  search?: string;
  outcome?: Outcome[];
  event?: EventType[];
  /** Rule targets, such as PARTINVENTORY. */
  target?: string[];
  /** A moment in ISO 8601, or a time before now: `1h`, `24h`, `7d`. */
  since?: string;
  until?: string;
  sort?: LogSort;
  after?: string;
  before?: string;
  /** The log that Quick View is open on. */
  quick?: string;
}

export function parseLogListState(search: Record<string, unknown>): LogListState {
  return {
    search: readText(search, 'search'),
    outcome: some(outcomes.filter((value) => readList(search, 'outcome').includes(value))),
    event: some(events.filter((value) => readList(search, 'event').includes(value))),
    target: some(readList(search, 'target')),
    since: parseMoment(readText(search, 'since')),
    until: parseMoment(readText(search, 'until')),
    sort: readChoice(search, 'sort', sorts),
    after: readText(search, 'after'),
    before: readText(search, 'before'),
    quick: readText(search, 'quick'),
  };
}

/** True when the search or a filter narrows the list. */
export function isNarrowed(state: LogListState): boolean {
  const { search, outcome, event, target, since, until } = state;
  return [search, outcome, event, target, since, until].some((value) => value !== undefined);
}

function some<Value>(values: Value[]): Value[] | undefined {
  return values.length ? values : undefined;
}
