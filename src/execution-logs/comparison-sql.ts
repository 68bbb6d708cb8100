// A comparison of a column with values, and conditions put together, as SQL. Every value is a parameter.

import { type RawBuilder, sql } from 'kysely';

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

export type Condition = RawBuilder<boolean>;

export function comparisonConditions(column: RawBuilder<unknown>, comparison: Comparison<unknown>): Condition[] {
  const conditions: Condition[] = [];
  for (const [operator, value] of Object.entries(comparison)) {
    if (operator === 'eq') conditions.push(value === null ? sql`${column} is null` : sql`${column} = ${value}`);
    else if (operator === 'neq')
      conditions.push(value === null ? sql`${column} is not null` : sql`${column} is distinct from ${value}`);
    else if (value === null || value === undefined) continue;
    else if (operator === 'in')
      conditions.push((value as unknown[]).length ? sql`${column} in (${sql.join(value as unknown[])})` : sql`false`);
    else if (operator === 'ilike') conditions.push(sql`${column} ilike ${value}`);
    else conditions.push(sql`${column} ${sql.raw(orderings[operator]!)} ${value}`);
  }
  return conditions;
}

/** Of values, as PostgreSQL orders them. */
export const orderings: Record<string, string> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length ? sql`(${sql.join([...conditions], sql` and `)})` : sql`true`;
}

export function anyOf(conditions: Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` or `)})`;
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Whether what fits has a value, whichever. */
export function isNeverNull({ eq, neq, in: among, ilike, ...bounds }: Comparison<unknown>): boolean {
  if ((eq !== undefined && eq !== null) || neq === null || typeof ilike === 'string') return true;
  return (among?.length ?? 0) > 0 || hasBound(bounds);
}

export function hasBound({ gt, gte, lt, lte }: Comparison<unknown>): boolean {
  return [gt, gte, lt, lte].some((bound) => bound !== undefined && bound !== null);
}
