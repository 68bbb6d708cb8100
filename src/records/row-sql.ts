/** How records are read: the columns of a row under the names that the rest of the code knows them by. */
import { type RawBuilder, sql } from 'kysely';
import { onceFor } from '../record-types/once-for.ts';
import type { ColumnField, RecordType } from '../record-types/record-type.ts';

/** Keys that every record has beside its fields, and their columns. */
export const auditColumns: Readonly<Record<string, string>> = {
  id: 'id',
  _etag: 'etag',
  _created: 'created_at',
  _updated: 'updated_at',
  createdById: 'created_by_id',
  updatedById: 'updated_by_id',
};

/** All keys of a row, and under which key `rowColumnsBefore` answers what was there before. */
export const recordKeys = onceFor((type: RecordType) =>
  [...Object.keys(auditColumns), ...type.columns.map(({ key }) => key)].map((key) => ({ key, before: keyBefore(key) })),
);

function keyBefore(key: string): string {
  return `before ${key}`;
}

/** The alias that a table has in statements about one type. */
export const rowAlias = 't';

/** The select (or returning) list of a whole record of the table aliased `t`. */
export const rowColumns = onceFor((type: RecordType) => columnsOf(type, rowAlias, (key) => key));

/** The returning list of a record as it was before the statement that wrote it; see `recordKeys`. */
export const rowColumnsBefore = onceFor((type: RecordType) => columnsOf(type, 'old', keyBefore));

function columnsOf(type: RecordType, alias: string, name: (key: string) => string): RawBuilder<unknown> {
  const audit = Object.entries(auditColumns).map(([key, column]) => `${alias}.${column} as "${name(key)}"`);
  const fields = type.columns.map((field) => `${columnText(field, alias)} as "${name(field.key)}"`);
  return sql.raw([...audit, ...fields].join(', '));
}

/** A column of the aliased table as an expression; a column that is computed when empty answers its computed value. */
export function columnSql(type: RecordType, key: string, alias: string): RawBuilder<unknown> {
  const audit = auditColumns[key];
  if (audit) return sql.raw(`${alias}.${audit}`);
  const field = type.columns.find((column) => column.key === key);
  if (!field) throw new Error(`${type.name} has no column for ${key}`);
  return sql.raw(columnText(field, alias));
}

function columnText(field: ColumnField, alias: string): string {
  const column = `${alias}.${field.column}`;
  const computed = 'computedWhenEmpty' in field ? field.computedWhenEmpty : undefined;
  return computed ? `coalesce(${column}, ${computed.replaceAll('{row}', alias)})` : column;
}
