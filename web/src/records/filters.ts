// Filters of a record list as the URL holds them, `where=status:in:AVAILABLE,WIP`, and as GraphQL takes them.

import type { FieldInfo, RecordTypeInfo } from './record-types.ts';
import { fieldNamed } from './record-value.ts';

export const operators = ['contains', 'in', 'is', 'from', 'to', 'empty'] as const;

/** contains: text in any case; in: one of; is: equal; from, to: at least, at most; empty: has no value. */
export type Operator = (typeof operators)[number];

export interface FieldFilter {
  field: string;
  operator: Operator;
  /** Several values are separated by commas; empty for the operator `empty`. */
  value: string;
}

const offered: Partial<Record<FieldInfo['kind'], Operator[]>> = {
  STRING: ['contains', 'is', 'empty'],
  TEXT: ['contains', 'empty'],
  INTEGER: ['is', 'from', 'to', 'empty'],
  FLOAT: ['is', 'from', 'to', 'empty'],
  BOOLEAN: ['is'],
  DATE: ['from', 'to', 'empty'],
  DATETIME: ['from', 'to', 'empty'],
  ENUM: ['in', 'empty'],
  RELATION: ['is', 'empty'],
};

/** What a field can be filtered by, the usual one first; nothing for kinds without filters. */
export function operatorsOf(field: FieldInfo): Operator[] {
  return offered[field.kind] ?? [];
}

export function printFilter({ field, operator, value }: FieldFilter): string {
  return `${field}:${operator}:${value}`;
}

/** Undefined for what is no filter, so that a mistyped address shows more rather than fails. */
export function parseFilter(text: string): FieldFilter | undefined {
  const [field, name, ...rest] = text.split(':');
  const operator = operators.find((known) => known === name);
  return field && operator ? { field, operator, value: rest.join(':') } : undefined;
}

/** The GraphQL `filters` of a list: search and every filter must match. Undefined when nothing narrows it. */
export function listFilters(type: RecordTypeInfo, search: string | undefined, filters: FieldFilter[]) {
  const conditions = filters.flatMap((filter) => {
    const field = fieldNamed(type, filter.field);
    return field && (filter.value !== '' || filter.operator === 'empty') ? [condition(field, filter)] : [];
  });
  if (search) conditions.push(searchCondition(type, search));
  return conditions.length ? { and: conditions } : undefined;
}

/** Records whose texts contain the words, or whose id is the number. */
export function searchCondition(type: RecordTypeInfo, search: string): Record<string, unknown> {
  const texts = [type.titleField, ...type.displayFields].filter((name) => {
    const kind = fieldNamed(type, name)?.kind;
    return kind === 'STRING' || kind === 'TEXT';
  });
  const conditions: Record<string, unknown>[] = [...new Set(texts)].map((name) => ({
    [name]: { ilike: containsPattern(search) },
  }));
  const number = /^#?(\d{1,9})$/.exec(search.trim())?.[1];
  if (number) conditions.push({ id: { eq: Number(number) } });
  // A type without texts is searched by id; words match none of its records.
  return conditions.length ? { or: conditions } : { id: { eq: -1 } };
}

function condition(field: FieldInfo, { operator, value }: FieldFilter): Record<string, unknown> {
  const name = field.kind === 'RELATION' ? (field.inputName ?? field.name) : field.name;
  switch (operator) {
    case 'contains':
      return { [name]: { ilike: containsPattern(value) } };
    case 'in':
      return { [name]: { in: value.split(',') } };
    case 'is':
      return { [name]: { eq: typedValue(field, value) } };
    case 'from':
      return { [name]: { gte: typedValue(field, value) } };
    case 'to':
      return { [name]: { lte: typedValue(field, value) } };
    case 'empty':
      return { [name]: { eq: null } };
  }
}

function typedValue(field: FieldInfo, value: string): unknown {
  if (field.kind === 'INTEGER' || field.kind === 'FLOAT' || field.kind === 'RELATION') return Number(value);
  if (field.kind === 'BOOLEAN') return value === 'true';
  return value;
}

/** The text with what patterns treat specially made plain, and anything before and after it. */
function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
