import { sql } from 'kysely';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { Queryable } from '../storage/tables.ts';
import { type Filters, filterSql } from './filters.ts';
import { rowAlias, rowColumns } from './row-sql.ts';
import { completeSort, orderBySql, type SortItem } from './sort.ts';

/** Every record that matches, for lists known to be short. Filters are those of the API: `{run: {id: {eq: 3}}}`. */
export async function findAll(
  db: Queryable,
  recordTypes: RecordTypes,
  type: RecordType,
  filters: Filters,
  sort: readonly SortItem[] = [],
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select ${rowColumns(type)} from ${sql.table(type.table)} as ${sql.ref(rowAlias)}
    where ${filterSql(recordTypes, type, filters, rowAlias) ?? sql`true`}
    order by ${orderBySql(type, completeSort(type, sort), false)}`.execute(db);
  return rows;
}
