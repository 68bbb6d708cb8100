import { readList, readText } from '../../../app/search-params.ts';
import { parseMoment } from '../../../execution-logs/moments.ts';

/** What the audit trail shows, exactly as the URL holds it. */
export interface AuditSearch {
  search?: string;
  /** As `ACTION_CHANGED`, any of them. */
  kind?: string[];
  /** Ids of people, any of them. */
  by?: string[];
  since?: string;
  until?: string;
  after?: string;
  /** The event that is open. */
  event?: string;
}

export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const list = (name: string, pattern: RegExp) => {
    const values = readList(search, name).filter((value) => pattern.test(value));
    return values.length ? values : undefined;
  };
  const id = (name: string) => list(name, /^\d{1,15}$/)?.[0];
  return {
    search: readText(search, 'search'),
    kind: list('kind', /^[A-Z_]{1,60}$/),
    by: list('by', /^\d{1,9}$/),
    since: parseMoment(readText(search, 'since')),
    until: parseMoment(readText(search, 'until')),
    after: id('after'),
    event: id('event'),
  };
}

/** What has to change so that all events are shown, the newest first. */
export const everyEvent: AuditSearch = {
  search: undefined,
  kind: undefined,
  by: undefined,
  since: undefined,
  until: undefined,
  after: undefined,
};
