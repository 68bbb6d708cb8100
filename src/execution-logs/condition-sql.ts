// Filters and search terms of logs as SQL, one by one. Every value is a parameter.

import { type RawBuilder, sql } from 'kysely';
import { all, anyOf, type Comparison, type Condition, comparisonConditions, escapeLike } from './comparison-sql.ts';
import { hasLetters, messageConditions, messageIsLike } from './message-sql.ts';
import {
  callersIdBeginsWith,
  callersIdConditions,
  requestIdBeginsWith,
  requestIdConditions,
} from './request-id-sql.ts';
import { type AskedTerm, mayBeRequestId, type TextTerm } from './search-terms.ts';

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

export function termCondition(term: AskedTerm): Condition {
  switch (term.kind) {
    case 'event':
      return sql`event = ${term.event}`;
    case 'target':
      return sql`target = ${term.target}`;
    case 'targets':
      return sql`target in (${sql.join(term.targets)})`;
    case 'requestId':
      return anyOf([requestIdBeginsWith(term.prefix), callersIdBeginsWith(term.text)]);
    case 'number':
      return anyOf([
        sql`target_record_id = ${term.number}`,
        ...(term.isAction === false ? [] : [ranAction([term.number])]),
        ...(mayBeRequestId(term) ? [requestIdBeginsWith(term.text), callersIdBeginsWith(term.text)] : []),
      ]);
    case 'text':
      return anyOf([messageIsLike(patternOf(term)), ...insteadOfMessage(term)]);
  }
}

/** The same in words that indexes serve. */
export function indexedTermCondition(term: AskedTerm): Condition {
  if (term.kind !== 'text') return termCondition(term);
  return all([anyOf([hasLetters(patternOf(term)), ...insteadOfMessage(term)]), sql`${termCondition(term)} is true`]);
}

function patternOf({ text }: TextTerm): string {
  return `%${escapeLike(text)}%`;
}

function insteadOfMessage({ targets, mayBeRequestId, text }: TextTerm): Condition[] {
  return [
    ...(targets.length ? [sql<boolean>`target in (${sql.join(targets)})`] : []),
    ...(mayBeRequestId ? [callersIdBeginsWith(text)] : []),
  ];
}

export function withoutNeq(name: string, comparison: Comparison<unknown>): Comparison<unknown> {
  const values = closedValues[name as keyof LogFilters];
  const { neq, in: among, ...others } = comparison;
  if (!values || neq === undefined) return comparison;
  return { ...others, in: (among ?? values).filter((value) => value !== neq) };
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

function actionConditions({ eq, neq, in: among, ...bounds }: Comparison<number>): Condition[] {
  return [
    ...(typeof eq === 'number' ? [ranAction([eq])] : []),
    ...(among ? [among.length ? ranAction(among) : sql<boolean>`false`] : []),
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
