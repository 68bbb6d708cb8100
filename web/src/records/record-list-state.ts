import { readList, readText } from '../app/search-params.ts';

/** What a list of records shows, exactly as the URL holds it. */
export interface RecordListState {
  search?: string;
  /** Filters, as filters.ts prints them. */
  where?: string[];
  /** A sort key, with `-` before it for descending. */
  sort?: string;
  after?: string;
  before?: string;
}

export function parseRecordListState(search: Record<string, unknown>): RecordListState {
  const where = readList(search, 'where');
  return {
    search: readText(search, 'search'),
    where: where.length ? where : undefined,
    sort: readText(search, 'sort'),
    after: readText(search, 'after'),
    before: readText(search, 'before'),
  };
}
