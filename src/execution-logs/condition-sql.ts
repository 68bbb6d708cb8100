// Filters and search terms of logs as SQL, one by one. Every value is a parameter.

import { type RawBuilder, sql } from 'kysely';
import { mayBeRequestId, type SearchTerm } from './search-terms.ts';

/** The operators of record filters. Dates are Dates, ids numbers. */
export interface Comparison<T> {
  eq?: T | null;
  neq?: T | null;
  in?: readonly T[] | null;
  ilike?: string | null;
  gt?: T | null;
  gte?: T | null;
  lt?: T | null;
  lte?: T | null;
}

export interface LogFilters {
  id?: Comparison<string>;
  outcome?: Comparison<string>;
  event?: Comparison<string>;
  target?: Comparison<string>;
  targetRecordId?: Comparison<number>;
  /** Any of the actions that ran. */
  actionId?: Comparison<number>;
  raisedActionId?: Comparison<number>;
  triggeredById?: Comparison<number>;
  /** `eq` takes any beginning of a request id. */
  requestId?: Comparison<string>;
  /** What the caller sent as `X-Request-Id`; `eq` takes any beginning of it. */
  clientRequestId?: Comparison<string>;
  validationMessage?: Comparison<string>;
  createdAt?: Comparison<Date>;
  executionTimeMs?: Comparison<number>;
  committed?: Comparison<boolean>;
}

export type Condition = RawBuilder<boolean>;

/** Columns that may be empty. */
const nullable: readonly string[] = ['raisedActionId', 'triggeredById', 'validationMessage', 'clientRequestId'];

/** Fields that an index finds by whatever lies above or below a value, so also by what is not that value. */
export const ranged: readonly string[] = [
  'actionId',
  'target',
  'targetRecordId',
  'raisedActionId',
  'triggeredById',
  'requestId',
  'clientRequestId',
  'executionTimeMs',
];

/** Fields of which all values are known: what is not one of them is one of the others, which an index can find. */
export const closedValues: Partial<Record<keyof LogFilters, readonly unknown[]>> = {
  event: ['CREATE', 'UPDATE', 'DELETE'],
  outcome: ['ALLOWED', 'WARNED', 'BLOCKED', 'FAILED'],
  committed: [true, false],
};

/** The literal parts of a pattern, without its wildcards. */
function literalsOf(pattern: string): string[] {
  return pattern
    .replace(/\\(.)|[%_]/gsu, (_whole, escaped?: string) => escaped ?? '\0')
    .split('\0')
    .filter(Boolean);
}

export function hasGram(pattern: string): boolean {
  return literalsOf(pattern).length > 0;
}

/**
 * The message is like the pattern. Three letters or digits in a row are found by the trigrams of messages; what else there is
 * of pairs and single letters, by our own.
 */
function messageIsLike(pattern: string): Condition {
  const grams = new Set(
    literalsOf(pattern).flatMap((literal) => {
      const letters = [...literal];
      if (letters.length === 1) return letters;
      const pairs = letters.slice(1).map((letter, n) => letters[n]! + letter);
      return /[\p{L}\p{N}]{3}/u.test(literal) ? pairs.filter((pair) => !/^[\p{L}\p{N}]+$/u.test(pair)) : pairs;
    }),
  );
  const isLike = sql<boolean>`validation_message ilike ${pattern}`;
  if (!grams.size) return isLike;
  const lowered = sql.join([...grams].map((gram) => sql`lower(${gram}::text)`));
  return sql`(${isLike} and message_grams(validation_message) @> array[${lowered}])`;
}

const columns: Record<Exclude<keyof LogFilters, 'actionId' | 'requestId' | 'clientRequestId'>, string> = {
  id: 'id',
  outcome: 'outcome',
  event: 'event',
  target: 'target',
  targetRecordId: 'target_record_id',
  raisedActionId: 'raised_action_id',
  triggeredById: 'triggered_by_id',
  validationMessage: 'validation_message',
  createdAt: 'created_at',
  executionTimeMs: 'execution_time_ms',
  committed: 'committed',
};

export function filterConditions(filters: LogFilters): Condition[] {
  return Object.entries(filters).flatMap(([name, comparison]) => {
    if (!comparison) return [];
    if (name === 'actionId') return actionConditions(comparison as Comparison<number>);
    if (name === 'validationMessage') return messageConditions(comparison as Comparison<string>);
    if (name === 'requestId') return requestIdConditions(comparison as Comparison<string>);
    if (name === 'clientRequestId') return callersIdConditions(comparison as Comparison<string>);
    const known = withoutNull(name, withoutNeq(name, comparison as Comparison<unknown>));
    if (!known) return [sql<boolean>`false`];
    const { neq, ...others } = known;
    const column = sql.ref(columns[name as keyof typeof columns]);
    if (neq === undefined || neq === null || !ranged.includes(name)) return comparisonConditions(column, known);
    return [isAboveOrBelow(column, neq, name), ...comparisonConditions(column, others)];
  });
}

export function termCondition(term: SearchTerm): Condition {
  switch (term.kind) {
    case 'event':
      return sql`event = ${term.event}`;
    case 'target':
      return sql`target = ${term.target}`;
    case 'requestId':
      return anyOf([requestIdBeginsWith(term.prefix), callersIdBeginsWith(term.text)]);
    case 'number':
      return anyOf([
        sql`target_record_id = ${term.number}`,
        ...(term.isAction === false ? [] : [ranAction([term.number])]),
        ...(mayBeRequestId(term) ? [requestIdBeginsWith(term.text), callersIdBeginsWith(term.text)] : []),
      ]);
    case 'text':
      return anyOf([
        messageIsLike(`%${escapeLike(term.text)}%`),
        ...(term.targets.length ? [sql<boolean>`target in (${sql.join(term.targets)})`] : []),
        ...(term.mayBeRequestId ? [callersIdBeginsWith(term.text)] : []),
      ]);
  }
}

export function withoutNeq(name: string, comparison: Comparison<unknown>): Comparison<unknown> {
  const values = closedValues[name as keyof LogFilters];
  const { neq, in: any, ...others } = comparison;
  if (!values || neq === undefined) return comparison;
  return { ...others, in: (any ?? values).filter((value) => value !== neq) };
}

/** Undefined when nothing fits: of a field that always has a value, nothing is null. */
function withoutNull(name: string, comparison: Comparison<unknown>): Comparison<unknown> | undefined {
  if (nullable.includes(name)) return comparison;
  const { eq, neq, ...others } = comparison;
  if (eq === null) return undefined;
  return { ...others, ...(eq !== undefined && { eq }), ...(neq !== undefined && neq !== null && { neq }) };
}

/** Is not the value, in words that the index of what is asked for by equality serves, as it is in order too. */
function isAboveOrBelow(column: RawBuilder<unknown>, value: unknown, name: string): Condition {
  return anyOf([
    sql`${column} < ${value}`,
    sql`${column} > ${value}`,
    ...(nullable.includes(name) ? [sql<boolean>`${column} is null`] : []),
  ]);
}

export function comparisonConditions(column: RawBuilder<unknown>, comparison: Comparison<unknown>): Condition[] {
  const conditions: Condition[] = [];
  for (const [operator, value] of Object.entries(comparison)) {
    if (operator === 'eq') conditions.push(value === null ? sql`${column} is null` : sql`${column} = ${value}`);
    else if (operator === 'neq') conditions.push(sql`${column} is distinct from ${value}`);
    else if (value === null || value === undefined) continue;
    else if (operator === 'in')
      conditions.push((value as unknown[]).length ? sql`${column} in (${sql.join(value as unknown[])})` : sql`false`);
    else if (operator === 'ilike') conditions.push(sql`${column} ilike ${value}`);
    else conditions.push(sql`${column} ${sql.raw(orderings[operator]!)} ${value}`);
  }
  return conditions;
}

const orderings: Record<string, string> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

function actionConditions({ eq, neq, in: any, ...bounds }: Comparison<number>): Condition[] {
  return [
    ...(typeof eq === 'number' ? [ranAction([eq])] : []),
    ...(any ? [any.length ? ranAction(any) : sql<boolean>`false`] : []),
    ...(typeof neq === 'number' ? [sql<boolean>`not ${ranAction([neq])}`] : []),
    ...(eq === null ? [sql<boolean>`executed_action_ids = '{}'`] : []),
    ...(neq === null ? [sql<boolean>`executed_action_ids <> '{}'`] : []),
    ...ranWithin(bounds),
  ];
}

/** The ids of actions are few, and known: those within the bounds are looked up like any others. */
function ranWithin(bounds: Comparison<number>): Condition[] {
  const within = comparisonConditions(sql.ref('id'), bounds);
  if (!within.length) return [];
  return [sql`executed_action_ids && coalesce((select array_agg(id) from action where ${all(within)}), '{}')`];
}

function ranAction(ids: readonly number[]): Condition {
  return sql`executed_action_ids && ${sql.val([...ids])}::integer[]`;
}

/**
 * Bounds compare code points, as the index of the beginnings of messages does. A beginning has two of them, as PostgreSQL, which
 * knows nothing of its distribution, takes a third of all to be above any one, and few to be between two: then it uses the index.
 */
function messageConditions({ eq, ilike, gt, gte, lt, lte, ...others }: Comparison<string>): Condition[] {
  const bounds = Object.entries({ gt, gte, lt, lte }).flatMap(([operator, text]) =>
    typeof text === 'string'
      ? [sql<boolean>`validation_message collate "C" ${sql.raw(orderings[operator]!)} ${text}`]
      : [],
  );
  const [least, most] = [gt ?? gte ?? '', lt ?? lte ?? afterAllBeginnings];
  if (bounds.length) {
    bounds.push(sql`left(validation_message, 100) collate "C" between left(${least}, 100) and left(${most}, 100)`);
  }
  return [
    ...(typeof ilike === 'string' ? [messageIsLike(ilike)] : []),
    ...bounds,
    // No message is no action that raised one: a constraint of the table.
    ...(eq === null ? [sql<boolean>`raised_action_id is null`] : []),
    ...comparisonConditions(sql.ref('validation_message'), { ...others, ...(typeof eq === 'string' && { eq }) }),
  ];
}

const afterAllBeginnings = '\u{10ffff}'.repeat(100);

function requestIdConditions({ eq, in: any, neq, ilike, ...bounds }: Comparison<string>): Condition[] {
  return [
    ...(typeof eq === 'string' ? [requestIdBeginsWith(eq)] : []),
    ...(typeof ilike === 'string' ? [requestIdBeginsWith(ilike.replace(/%+$/, ''))] : []),
    ...(any ? [any.length ? anyOf(any.map(requestIdBeginsWith)) : sql<boolean>`false`] : []),
    ...(typeof neq === 'string' ? [sql<boolean>`not ${requestIdBeginsWith(neq)}`] : []),
    ...(eq === null ? [sql<boolean>`false`] : []),
    ...Object.entries(bounds).flatMap(([operator, text]) =>
      typeof text === 'string' ? [requestIdIsBeyond(operator, text)] : [],
    ),
  ];
}

/** A range of UUIDs, so that the index on request_id serves any beginning. */
function requestIdBeginsWith(text: string): Condition {
  const range = requestIdsThatBeginWith(text);
  return range ? sql`request_id between ${range.first}::uuid and ${range.last}::uuid` : sql`false`;
}

/** Before or after all that begin with this; those themselves belong to `gte` and `lte`. */
function requestIdIsBeyond(operator: string, text: string): Condition {
  const range = requestIdsThatBeginWith(text);
  if (!range) return sql`false`;
  const edge = operator === 'gt' || operator === 'lte' ? range.last : range.first;
  return sql`request_id ${sql.raw(orderings[operator]!)} ${edge}::uuid`;
}

function requestIdsThatBeginWith(text: string): { first: string; last: string } | undefined {
  const hex = text.toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{1,32}$/.test(hex)) return undefined;
  return { first: uuidOf(hex.padEnd(32, '0')), last: uuidOf(hex.padEnd(32, 'f')) };
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Compared byte by byte, which the index on client_request_id does too; it holds printable ASCII only. */
function callersIdConditions({ eq, in: any, neq, ilike, ...bounds }: Comparison<string>): Condition[] {
  return [
    ...(typeof eq === 'string' ? [callersIdBeginsWith(eq)] : []),
    ...(eq === null ? [sql<boolean>`client_request_id is null`] : []),
    ...(any ? [any.length ? anyOf(any.map(callersIdBeginsWith)) : sql<boolean>`false`] : []),
    ...(typeof neq === 'string' ? [sql<boolean>`${callersIdBeginsWith(neq)} is not true`] : []),
    ...(neq === null ? [sql<boolean>`client_request_id is not null`] : []),
    ...(typeof ilike === 'string' ? [sql<boolean>`client_request_id ilike ${ilike}`] : []),
    ...Object.entries(bounds).flatMap(([operator, text]) =>
      typeof text === 'string' ? [sql<boolean>`client_request_id ${sql.raw(byteOrderings[operator]!)} ${text}`] : [],
    ),
  ];
}

const byteOrderings: Record<string, string> = { gt: '~>~', gte: '~>=~', lt: '~<~', lte: '~<=~' };

function callersIdBeginsWith(text: string): Condition {
  const afterAllPrintable = '\x7f';
  return sql`(client_request_id ~>=~ ${text} and client_request_id ~<~ ${text + afterAllPrintable})`;
}

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length ? sql`(${sql.join([...conditions], sql` and `)})` : sql`true`;
}

export function anyOf(conditions: Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` or `)})`;
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
