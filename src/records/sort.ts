/**
 * The order of a list and the cursors into it. A cursor holds the sort values and id of its row, so the next page starts
 * right after that row however many were inserted or deleted meanwhile. Empty values come last in either direction.
 */
import { type RawBuilder, sql } from 'kysely';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import { BadInputError } from './errors.ts';
import { maxRecordId } from './parse-id.ts';
import { columnSql, rowAlias } from './row-sql.ts';

export interface SortItem {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

const unsortable = new Set(['ATTRIBUTES', 'RICH_TEXT', 'JSON']);

/** Keys that a list can be sorted by: `partNumber`, `partId`, `_created` … */
export function sortableKeys(type: RecordType): string[] {
  const fields = type.columns.filter((field) => !unsortable.has(field.kind)).map((field) => field.key);
  return ['id', ...fields, '_created', '_updated', 'createdById', 'updatedById'];
}

/** The requested order, made total by the id. @throws BadInputError */
export function completeSort(type: RecordType, requested: readonly SortItem[]): SortItem[] {
  const keys = sortableKeys(type);
  const sort = requested.map(({ field, direction }): SortItem => {
    const key = keys.find((candidate) => candidate.toLowerCase() === field.toLowerCase());
    if (!key) throw new BadInputError(`sort: ${type.label} can't be sorted by ${JSON.stringify(field)}`);
    return { field: key, direction: direction.toUpperCase() === 'DESC' ? 'DESC' : 'ASC' };
  });
  const untilId = sort.findIndex((item) => item.field === 'id');
  return untilId === -1 ? [...sort, { field: 'id', direction: 'ASC' }] : sort.slice(0, untilId + 1);
}

export function orderBySql(type: RecordType, sort: readonly SortItem[], backwards: boolean): RawBuilder<unknown> {
  return sql.join(
    sort.map(({ field, direction }) => {
      const descending = (direction === 'DESC') !== backwards;
      const order = `${descending ? 'desc' : 'asc'}${canBeEmpty(type, field) ? ` nulls ${backwards ? 'first' : 'last'}` : ''}`;
      return sql`${columnSql(type, field, rowAlias)} ${sql.raw(order)}`;
    }),
  );
}

/** True of rows that come after the cursor (before it, when backwards). */
export function beyondCursorSql(
  type: RecordType,
  sort: readonly SortItem[],
  values: readonly unknown[],
  backwards: boolean,
): RawBuilder<unknown> {
  const alternatives = sort.map((item, index) => {
    const equal = sort.slice(0, index).map((before, i) => equalSql(type, before, values[i]));
    return sql`(${sql.join([...equal, beyondSql(type, item, values[index], backwards)], sql` and `)})`;
  });
  return sql`(${sql.join(alternatives, sql` or `)})`;
}

function equalSql(type: RecordType, { field }: SortItem, value: unknown): RawBuilder<unknown> {
  const column = columnSql(type, field, rowAlias);
  return value === null ? sql`${column} is null` : sql`${column} = ${value}`;
}

function beyondSql(type: RecordType, item: SortItem, value: unknown, backwards: boolean): RawBuilder<unknown> {
  const column = columnSql(type, item.field, rowAlias);
  if (value === null) return backwards ? sql`${column} is not null` : sql`false`;
  const comparison = (item.direction === 'DESC') !== backwards ? sql`${column} < ${value}` : sql`${column} > ${value}`;
  return backwards || !canBeEmpty(type, item.field) ? comparison : sql`(${comparison} or ${column} is null)`;
}

function canBeEmpty(type: RecordType, key: string): boolean {
  if (key === 'id' || key === '_created' || key === '_updated') return false;
  return type.columns.find((field) => field.key === key)?.required !== true;
}

export function cursorOf(sort: readonly SortItem[], row: RecordRow): string {
  const content = [signature(sort), ...sort.map(({ field }) => row[field] ?? null)];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws BadInputError when it is not a cursor of a list in this order. */
export function parseCursor(
  type: RecordType,
  sort: readonly SortItem[],
  cursor: string,
  label: 'after' | 'before',
): unknown[] {
  const content = decode(cursor);
  const refusal = `${label} "${cursor}" is not a cursor: use endCursor or startCursor of an answer`;
  if (!Array.isArray(content) || typeof content[0] !== 'string') throw new BadInputError(refusal);
  const [order, ...values] = content;
  if (order !== signature(sort)) {
    throw new BadInputError(`${label} is a cursor of a list in another order: start again without it`);
  }
  if (values.length !== sort.length || !sort.every(({ field }, index) => isSortValue(type, field, values[index]))) {
    throw new BadInputError(refusal);
  }
  return values;
}

/** Cursors come back from clients, so a value is checked before it meets its column. */
function isSortValue(type: RecordType, key: string, value: unknown): boolean {
  if (value === null) return canBeEmpty(type, key);
  const column = type.columns.find((field) => field.key === key);
  switch (column?.kind) {
    case 'FLOAT':
      return typeof value === 'number';
    case 'INTEGER':
    case 'RELATION':
      return Number.isInteger(value) && Math.abs(value as number) <= maxRecordId;
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'DATE':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'DATETIME':
      return isInstant(value);
    case undefined:
      return key === '_created' || key === '_updated'
        ? isInstant(value)
        : Number.isInteger(value) && Math.abs(value as number) <= maxRecordId;
    default:
      return typeof value === 'string' && !value.includes('\0');
  }
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function signature(sort: readonly SortItem[]): string {
  return sort.map(({ field, direction }) => `${direction === 'DESC' ? '-' : ''}${field}`).join(',');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
