/** Reads many records, or their relations, with one query each; what the loaders of GraphQL batch into. */
import { sql } from 'kysely';
import type { HasManyField, JoinField, RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { Queryable } from '../storage/tables.ts';
import { whereSql } from './filters.ts';
import { columnSql, rowAlias, rowColumns } from './row-sql.ts';

/** In no order; ids without a record are left out. */
export async function loadByIds(db: Queryable, type: RecordType, ids: readonly number[]): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select ${rowColumns(type)} from ${sql.table(type.table)} as ${sql.ref(rowAlias)} where t.id = any(${ids})`.execute(
    db,
  );
  return rows;
}

/** The records that point back to each of `ids`, in the relation's order; `limit` bounds all of them together. */
export async function loadInverse(
  db: Queryable,
  recordTypes: RecordTypes,
  field: HasManyField,
  ids: readonly number[],
  limit?: number,
): Promise<{ target: RecordType; byId: Map<number, RecordRow[]> }> {
  const target = recordTypes.named(field.to);
  const back = target.columns.find((column) => column.name === field.by)!;
  const order = field.orderBy ? sql`${columnSql(target, field.orderBy, rowAlias)} nulls last, ` : sql``;
  const { rows } = await sql<RecordRow>`
    select ${rowColumns(target)} from ${sql.table(target.table)} as ${sql.ref(rowAlias)}
    where ${columnSql(target, back.key, rowAlias)} = any(${ids}) and ${whereSql(target, field, rowAlias) ?? sql`true`}
    order by ${order}t.id ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(db);
  return {
    target,
    byId: groupBy(
      rows,
      (row) => row[back.key] as number,
      (row) => row,
    ),
  };
}

/** The ids that each of `ids` is joined with, ascending. */
export async function loadJoinedIds(
  db: Queryable,
  field: JoinField,
  ids: readonly number[],
): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ near: number; far: number }>`
    select ${sql.ref(field.near)} as near, ${sql.ref(field.far)} as far from ${sql.table(field.table)}
    where ${sql.ref(field.near)} = any(${ids}) order by 2`.execute(db);
  return groupBy(
    rows,
    (row) => row.near,
    (row) => row.far,
  );
}

function groupBy<Row, Value>(rows: readonly Row[], keyOf: (row: Row) => number, take: (row: Row) => Value) {
  const groups = new Map<number, Value[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(take(row));
    else groups.set(key, [take(row)]);
  }
  return groups;
}
