import { readText } from '../../../app/search-params.ts';
import { parseMoment } from '../../../execution-logs/moments.ts';

/** What the audit trail shows, exactly as the URL holds it. */
export interface AuditSearch {
  search?: string;
  /** As `ACTION_CHANGED`. */
  kind?: string;
  /** A person's id. */
  by?: string;
  since?: string;
  until?: string;
  after?: string;
  /** The event that is open. */
  event?: string;
}

export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const id = (name: string) => {
    const value = readText(search, name);
    return value && /^\d{1,15}$/.test(value) ? value : undefined;
  };
  const kind = readText(search, 'kind');
  return {
    search: readText(search, 'search'),
    kind: kind && /^[A-Z_]{1,60}$/.test(kind) ? kind : undefined,
    by: id('by'),
    since: parseMoment(readText(search, 'since')),
    until: parseMoment(readText(search, 'until')),
    after: id('after'),
    event: id('event'),
  };
}
