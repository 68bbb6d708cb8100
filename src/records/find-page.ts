import { sql } from 'kysely';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { Queryable } from '../storage/tables.ts';
import { BadInputError } from './errors.ts';
import { type Filters, filterSql } from './filters.ts';
import { rowAlias, rowColumns } from './row-sql.ts';
import { beyondCursorSql, completeSort, cursorOf, orderBySql, parseCursor, type SortItem } from './sort.ts';

export interface PageRequest {
  readonly filters?: Filters | null;
  readonly sort?: readonly SortItem[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export interface PageLimits {
  /** Rows of a page when the request doesn't say. */
  readonly defaultSize: number;
  readonly maxSize: number;
}

export interface RecordPage {
  /** In the requested order, also for a page read backwards. */
  readonly rows: readonly RecordRow[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  cursorOf(row: RecordRow): string;
  /** Counts what matches the filters over all pages; runs a query. */
  countAll(): Promise<number>;
}

/** One page of records. @throws BadInputError */
export async function findPage(
  db: Queryable,
  recordTypes: RecordTypes,
  type: RecordType,
  request: PageRequest,
  limits: PageLimits,
): Promise<RecordPage> {
  const backwards = request.last != null;
  if (backwards && request.first != null) throw new BadInputError('Give first or last, not both');
  const size = pageSize(backwards ? 'last' : 'first', request.last ?? request.first, limits);
  const sort = completeSort(type, request.sort ?? []);
  const filter = filterSql(recordTypes, type, request.filters, rowAlias) ?? sql`true`;
  const after = request.after == null ? undefined : parseCursor(type, sort, request.after, 'after');
  const before = request.before == null ? undefined : parseCursor(type, sort, request.before, 'before');
  const from = sql`${sql.table(type.table)} as ${sql.ref(rowAlias)}`;

  const { rows } = await sql<RecordRow>`
    select ${rowColumns(type)} from ${from}
    where ${filter}
      and ${after ? beyondCursorSql(type, sort, after, false) : sql`true`}
      and ${before ? beyondCursorSql(type, sort, before, true) : sql`true`}
    order by ${orderBySql(type, sort, backwards)}
    limit ${size + 1}`.execute(db);

  const more = rows.length > size;
  const page = rows.slice(0, size);
  return {
    rows: backwards ? page.reverse() : page,
    hasNextPage: backwards ? before !== undefined : more,
    hasPreviousPage: backwards ? more : after !== undefined,
    cursorOf: (row) => cursorOf(sort, row),
    countAll: async () => {
      const counted = await sql<{ count: number }>`select count(*) as count from ${from} where ${filter}`.execute(db);
      return counted.rows[0]!.count;
    },
  };
}

function pageSize(
  label: 'first' | 'last',
  size: number | null | undefined,
  { defaultSize, maxSize }: PageLimits,
): number {
  if (size == null) return defaultSize;
  if (size >= 0 && size <= maxSize) return size;
  throw new BadInputError(`${label} is ${size}: ask for 0 to ${maxSize} records and follow endCursor for more`);
}
