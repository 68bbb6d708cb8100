// What a list of execution logs shows, exactly as the URL holds it. The Execution Logs page and the Executions tabs of
// actions and records all keep their list in these parameters.
import { readChoice, readList, readText } from '../app/search-params.ts';
import { formatContextSearch, parseContextSearch } from './context-search.ts';
import { parseMoment } from './moments.ts';

export const outcomes = ['ALLOWED', 'WARNED', 'BLOCKED', 'FAILED'] as const;
export const events = ['CREATE', 'UPDATE', 'DELETE'] as const;
export const sorts = ['newest', 'oldest', 'slowest', 'fastest'] as const;

export type Outcome = (typeof outcomes)[number];
export type EventType = (typeof events)[number];
export type LogSort = (typeof sorts)[number];

/** Which logs, and in which order: what a named view keeps. */
export interface LogSelection {
  search?: string;
  outcome?: Outcome[];
  event?: EventType[];
  /** Rule targets, such as PARTINVENTORY. */
  target?: string[];
  /** Ids of actions that ran, any of them. */
  action?: string[];
  /** Ids of the actions that raised the message. */
  raised?: string[];
  /** Ids of people. */
  by?: string[];
  /** Part of the message, in any case. */
  message?: string;
  /** A value in what the actions saw, as `issue.status = PENDING`. */
  context?: string;
  /** Milliseconds at least. */
  minMs?: string;
  /** A moment in ISO 8601, or a time before now: `1h`, `24h`, `7d`. */
  since?: string;
  until?: string;
  sort?: LogSort;
}

export interface LogListState extends LogSelection {
  /** The cursor above the first row in sight; undefined at the top. */
  after?: string;
  /** The log that Quick View is open on. */
  quick?: string;
}

export function parseLogListState(search: Record<string, unknown>): LogListState {
  return {
    search: readText(search, 'search'),
    outcome: some(outcomes.filter((value) => readList(search, 'outcome').includes(value))),
    event: some(events.filter((value) => readList(search, 'event').includes(value))),
    target: some(readList(search, 'target')),
    action: some(readList(search, 'action').filter(isId)),
    raised: some(readList(search, 'raised').filter(isId)),
    by: some(readList(search, 'by').filter(isId)),
    message: readText(search, 'message'),
    context: parseContext(readText(search, 'context')),
    minMs: parseDuration(readText(search, 'minMs')),
    since: parseMoment(readText(search, 'since')),
    until: parseMoment(readText(search, 'until')),
    sort: readChoice(search, 'sort', sorts),
    after: readText(search, 'after'),
    quick: readText(search, 'quick'),
  };
}

/** The state without where one is in the list; names in a fixed order, without those that say nothing. */
export function logSelection(state: LogListState): LogSelection {
  const { after: _after, quick: _quick, ...selection } = parseLogListState({ ...state });
  return Object.fromEntries(Object.entries(selection).filter(([, value]) => value !== undefined));
}

/** True when the search or a filter narrows the list. */
export function isNarrowed(state: LogListState): boolean {
  const { sort: _, ...narrowing } = logSelection(state);
  return Object.keys(narrowing).length > 0;
}

/** What has to change in the state so that the search and every filter are off. */
export const unfiltered: LogListState = {
  search: undefined,
  outcome: undefined,
  event: undefined,
  target: undefined,
  action: undefined,
  raised: undefined,
  by: undefined,
  message: undefined,
  context: undefined,
  minMs: undefined,
  since: undefined,
  until: undefined,
};

function isId(value: string): boolean {
  return /^\d{1,10}$/.test(value);
}

function parseContext(value: string | undefined): string | undefined {
  const search = parseContextSearch(value);
  return search && formatContextSearch(search);
}

function parseDuration(value: string | undefined): string | undefined {
  return value !== undefined && Number(value) > 0 && Number.isFinite(Number(value)) ? value : undefined;
}

function some<Value>(values: Value[]): Value[] | undefined {
  return values.length ? values : undefined;
}
