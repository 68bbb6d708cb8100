/**
 * The tables that the record types need, as plain data. Migrations are written from the difference between this and the
 * committed `record-tables.json`; a test compares it with a migrated database.
 */
import type { Literal } from './fields.ts';
import type { ColumnField, JoinField, RecordType } from './record-type.ts';
import type { RecordTypes } from './record-types.ts';

export interface ColumnSpec {
  readonly name: string;
  /** As PostgreSQL writes it: `timestamp(3) with time zone`. */
  readonly type: string;
  readonly notNull: boolean;
  /** SQL of the default, or `identity`. */
  readonly default?: string;
}

export interface ConstraintSpec {
  readonly name: string;
  /** What follows the name: `foreign key (part_id) references part (id)`. */
  readonly sql: string;
}

export interface IndexSpec {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface TableSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  /** Primary keys, unique constraints, checks and foreign keys. */
  readonly constraints: readonly ConstraintSpec[];
  readonly indexes: readonly IndexSpec[];
}

export const recordIdType = 'integer';

export function tablesOf(recordTypes: RecordTypes): TableSpec[] {
  const tables = recordTypes.all.map((type) => recordTable(recordTypes, type));
  const joins = new Map<string, TableSpec>();
  for (const type of recordTypes.all) {
    for (const join of type.joins) {
      if (join.settable && !joins.has(join.table)) joins.set(join.table, joinTable(recordTypes, type, join));
    }
  }
  return [...tables, ...joins.values()];
}

function recordTable(recordTypes: RecordTypes, type: RecordType): TableSpec {
  const { table } = type;
  const users = recordTypes.named('User').table;
  return {
    name: table,
    columns: [
      { name: 'id', type: recordIdType, notNull: true, default: 'identity' },
      { name: 'etag', type: 'text', notNull: true },
      { name: 'created_at', type: sqlTypes.DATETIME, notNull: true, default: 'now()' },
      { name: 'updated_at', type: sqlTypes.DATETIME, notNull: true, default: 'now()' },
      { name: 'created_by_id', type: recordIdType, notNull: false },
      { name: 'updated_by_id', type: recordIdType, notNull: false },
      ...type.columns.map(columnSpec),
    ],
    constraints: [
      { name: `${table}_pkey`, sql: 'primary key (id)' },
      ...type.unique.map((fields) => uniqueConstraint(type, fields)),
      ...type.columns.flatMap((field) => checkConstraints(table, field)),
      ...type.tableChecks.map((check) => ({ name: `${table}_${check.name}_check`, sql: `check (${check.sql})` })),
      foreignKey(table, 'created_by_id', users),
      foreignKey(table, 'updated_by_id', users),
      ...type.columns.flatMap((field) =>
        field.kind === 'RELATION' ? [foreignKey(table, field.column, recordTypes.named(field.to).table)] : [],
      ),
    ],
    indexes: type.columns
      .filter((field) => field.kind === 'RELATION' || field.indexed)
      .map((field) => ({ name: `${table}_${field.column}_idx`, columns: [field.column] })),
  };
}

function joinTable(recordTypes: RecordTypes, owner: RecordType, join: JoinField): TableSpec {
  const target = recordTypes.named(join.to);
  const bothEnds = owner.name === target.name;
  return {
    name: join.table,
    columns: [join.near, join.far].map((name) => ({ name, type: recordIdType, notNull: true })),
    constraints: [
      { name: `${join.table}_pkey`, sql: `primary key (${join.near}, ${join.far})` },
      foreignKey(join.table, join.near, owner.table, ' on delete cascade'),
      foreignKey(join.table, join.far, target.table, bothEnds ? ' on delete cascade' : ''),
      ...(bothEnds ? [{ name: `${join.table}_not_itself_check`, sql: `check (${join.near} <> ${join.far})` }] : []),
    ],
    indexes: [{ name: `${join.table}_${join.far}_idx`, columns: [join.far] }],
  };
}

const sqlTypes: Record<Exclude<ColumnField['kind'], 'RELATION'>, string> = {
  STRING: 'text',
  TEXT: 'text',
  INTEGER: 'integer',
  FLOAT: 'double precision',
  BOOLEAN: 'boolean',
  DATE: 'date',
  DATETIME: 'timestamp(3) with time zone',
  ENUM: 'text',
  ATTRIBUTES: 'jsonb',
  RICH_TEXT: 'jsonb',
  JSON: 'jsonb',
};

function columnSpec(field: ColumnField): ColumnSpec {
  const type = field.kind === 'RELATION' ? recordIdType : sqlTypes[field.kind];
  const fallback = field.kind === 'ATTRIBUTES' ? `'[]'::jsonb` : sqlLiteral(field.default);
  const notNull = field.required === true || field.kind === 'ATTRIBUTES';
  return { name: field.column, type, notNull, ...(fallback === undefined ? {} : { default: fallback }) };
}

function sqlLiteral(value: Literal | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function uniqueConstraint(type: RecordType, fieldNames: readonly string[]): ConstraintSpec {
  const columns = fieldNames.map((name) => type.columns.find((field) => field.name === name)!.column);
  return {
    name: `${type.table}_${columns.join('_')}_key`,
    sql: `unique nulls not distinct (${columns.join(', ')})`,
  };
}

function checkConstraints(table: string, field: ColumnField): ConstraintSpec[] {
  if (field.kind === 'ENUM') {
    const values = field.values.map((value) => `'${value}'`).join(', ');
    return [{ name: `${table}_${field.column}_check`, sql: `check (${field.column} in (${values}))` }];
  }
  if ('min' in field && field.min !== undefined) {
    return [{ name: `${table}_${field.column}_check`, sql: `check (${field.column} >= ${field.min})` }];
  }
  return [];
}

function foreignKey(table: string, column: string, target: string, onDelete = ''): ConstraintSpec {
  return { name: `${table}_${column}_fkey`, sql: `foreign key (${column}) references ${target} (id)${onDelete}` };
}
