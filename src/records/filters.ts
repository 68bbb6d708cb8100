/**
 * Filters as SQL conditions. Their shape was checked by GraphQL: `{field: {eq neq in ilike gt gte lt lte}}`, relations
 * nested (a list relation matches when some of its records do), `and`, `or`, `not`.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Field, HasManyField, JoinField, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { BadInputError } from './errors.ts';
import { parseId } from './parse-id.ts';
import { requireStorableText } from './parse-text.ts';
import { parseDate, parseDateTime } from './parse-time.ts';
import { parseValue } from './parse-value.ts';
import { auditColumns, columnSql } from './row-sql.ts';

export type Filters = Readonly<Record<string, unknown>>;
type Condition = RawBuilder<unknown>;

const maxDepth = 12;
const maxConditions = 1_000;
const auditRelations: Readonly<Record<string, string>> = { createdBy: 'createdById', updatedBy: 'updatedById' };

/** @returns undefined when the filters leave nothing out. @throws BadInputError */
export function filterSql(
  recordTypes: RecordTypes,
  type: RecordType,
  filters: Filters | null | undefined,
  alias: string,
  depth = 0,
): Condition | undefined {
  if (depth > maxDepth) throw new BadInputError(`filters are nested more than ${maxDepth} deep`);
  if (depth === 0 && countConditions(filters) > maxConditions) {
    throw new BadInputError(`filters have more than ${maxConditions} conditions: use in for lists of values`);
  }
  const nested = (inner: unknown) => filterSql(recordTypes, type, inner as Filters, alias, depth + 1);
  const conditions = Object.entries(filters ?? {}).flatMap(([name, value]): (Condition | undefined)[] => {
    if (name === 'and') return list(value).map(nested);
    if (name === 'or') return value == null ? [] : [anyOf(list(value).map((item) => nested(item) ?? sql`true`))];
    if (name === 'not') return value == null ? [] : [sql`not coalesce(${nested(value) ?? sql`true`}, false)`];
    return [fieldSql(recordTypes, type, name, value, alias, depth)];
  });
  return allOf(conditions.filter((condition) => condition !== undefined));
}

function fieldSql(
  recordTypes: RecordTypes,
  type: RecordType,
  name: string,
  value: unknown,
  alias: string,
  depth: number,
): Condition | undefined {
  const inner = `${alias}${depth}_`;
  const related = (target: RecordType) => filterSql(recordTypes, target, value as Filters, inner, depth + 1);

  const relationKey =
    auditRelations[name] ?? type.columns.find((field) => field.kind === 'RELATION' && field.name === name)?.key;
  if (relationKey) {
    const column = columnSql(type, relationKey, alias);
    if (value === null) return sql`${column} is null`;
    const target = recordTypes.named(auditRelations[name] ? 'User' : relationTarget(type, name));
    return exists(target.table, inner, sql`${sql.ref(`${inner}.id`)} = ${column}`, related(target));
  }
  if (name in auditColumns) return comparisons(columnSql(type, name, alias), value, auditParser(name), isIdKey(name));

  const field = type.fields.find(
    (candidate) => candidate.name === name || ('key' in candidate && candidate.key === name),
  );
  if (!field) throw new BadInputError(`${type.label} has no field ${name} to filter by`);
  if (field.kind === 'RELATIONS') {
    const target = recordTypes.named(field.to);
    const condition =
      field.via === 'inverse'
        ? inverseExists(target, field, alias, inner, value === null ? undefined : related(target))
        : joinExists(target, field as JoinField, alias, inner, value === null ? undefined : related(target));
    return value === null ? sql`not ${condition}` : condition;
  }
  if (field.kind === 'ATTRIBUTES') return attributeExists(columnSql(type, field.key, alias), value, inner);
  return comparisons(columnSql(type, field.key, alias), value, parserOf(field), isWhole(field));
}

function relationTarget(type: RecordType, name: string): string {
  const field = type.columns.find((column) => column.name === name);
  return field?.kind === 'RELATION' ? field.to : 'User';
}

function inverseExists(target: RecordType, field: HasManyField, alias: string, inner: string, condition?: Condition) {
  const back = target.columns.find((column) => column.name === field.by)!;
  const link = sql`${sql.ref(`${inner}.${back.column}`)} = ${sql.ref(`${alias}.id`)}`;
  return exists(
    target.table,
    inner,
    link,
    allOf([whereSql(target, field, inner), condition].filter((c) => c !== undefined)),
  );
}

function joinExists(
  target: RecordType,
  field: JoinField,
  alias: string,
  inner: string,
  condition?: Condition,
): Condition {
  const link = `${inner}j`;
  return sql`exists (select 1 from ${sql.table(field.table)} as ${sql.ref(link)}
    join ${sql.table(target.table)} as ${sql.ref(inner)} on ${sql.ref(`${inner}.id`)} = ${sql.ref(`${link}.${field.far}`)}
    where ${sql.ref(`${link}.${field.near}`)} = ${sql.ref(`${alias}.id`)} and ${condition ?? sql`true`})`;
}

function exists(table: string, alias: string, link: Condition, condition: Condition | undefined): Condition {
  return sql`exists (select 1 from ${sql.table(table)} as ${sql.ref(alias)} where ${link} and ${condition ?? sql`true`})`;
}

/** The declared condition of a list relation (`where: {parent: null}`). */
export function whereSql(target: RecordType, field: HasManyField, alias: string): Condition | undefined {
  const conditions = Object.entries(field.where ?? {}).map(([name, value]) => {
    const column = target.columns.find((candidate) => candidate.name === name)!;
    return compare(columnSql(target, column.key, alias), 'eq', value);
  });
  return allOf(conditions);
}

function attributeExists(column: Condition, value: unknown, inner: string): Condition {
  const element = sql.ref(inner);
  const parts = Object.entries((value ?? {}) as Filters).map(([key, comparison]) =>
    comparisons(sql`${element} ->> ${sql.lit(key)}`, comparison, requireStorableText),
  );
  return sql`exists (select 1 from jsonb_array_elements(${column}) as ${element}
    where ${allOf(parts.filter((part) => part !== undefined)) ?? sql`true`})`;
}

type ParseOperand = (value: never) => unknown;

/** @param whole compares as bigint, so that a number no record can have matches nothing instead of failing. */
function comparisons(column: Condition, operators: unknown, parse: ParseOperand, whole = false): Condition | undefined {
  if (operators === null || operators === undefined) return undefined;
  const conditions = Object.entries(operators as Filters).map(([operator, operand]) => {
    if (operator !== 'in') return compare(column, operator, operand === null ? null : parse(operand as never), whole);
    const items = list(operand).map((item) => parse(item as never));
    return operand === null ? undefined : sql`${column} = any(${items}${whole ? sql`::bigint[]` : sql``})`;
  });
  return allOf(conditions.filter((condition) => condition !== undefined));
}

const comparisonSymbols: Readonly<Record<string, string>> = {
  eq: '=',
  neq: 'is distinct from',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  ilike: 'ilike',
};

function compare(column: Condition, operator: string, operand: unknown, whole = false): Condition {
  if (operand === null) {
    if (operator === 'eq') return sql`${column} is null`;
    if (operator === 'neq') return sql`${column} is not null`;
    throw new BadInputError(`${operator}: null compares with nothing; use eq or neq`);
  }
  if (operator === 'ilike' && /(^|[^\\])(\\\\)*\\$/.test(String(operand))) {
    throw new BadInputError(`ilike ${JSON.stringify(operand)} ends with a lone backslash: write \\\\ for a backslash`);
  }
  return sql`${column} ${sql.raw(comparisonSymbols[operator]!)} ${operand}${whole ? sql`::bigint` : sql``}`;
}

/** Values from variables of a neighbouring type (`String` for a time) were not parsed by GraphQL. */
function parserOf(field: Field): ParseOperand {
  switch (field.kind) {
    case 'RELATION':
      return (value) => parseId(value, field.key);
    case 'STRING':
    case 'TEXT':
      return (value) => requireStorableText(value, field.key);
    case 'DATE':
      return parseDate;
    case 'DATETIME':
      return parseDateTime;
    case 'ENUM':
      return (value) => parseValue(field, value);
    default:
      return (value) => value;
  }
}

function auditParser(key: string): ParseOperand {
  if (isIdKey(key)) return (value) => parseId(value, key);
  return key === '_etag' ? (value) => value : parseDateTime;
}

function isIdKey(key: string): boolean {
  return key === 'id' || key.endsWith('ById');
}

function isWhole(field: Field): boolean {
  return field.kind === 'RELATION' || field.kind === 'INTEGER';
}

function countConditions(filters: unknown): number {
  if (typeof filters !== 'object' || filters === null || filters instanceof Date) return 0;
  const inner = Object.values(filters).reduce((sum: number, value) => sum + countConditions(value), 0);
  return inner + (Array.isArray(filters) ? 0 : Object.keys(filters).length);
}

function list(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function allOf(conditions: readonly Condition[]): Condition | undefined {
  if (conditions.length === 0) return undefined;
  return conditions.length === 1 ? conditions[0] : sql`(${sql.join([...conditions], sql` and `)})`;
}

function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join([...conditions], sql` or `)})`;
}
