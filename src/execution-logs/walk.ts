// What both ways to a page of logs have in common: the request for it, how far it may look, and its bounds as SQL.

import { type RawBuilder, sql } from 'kysely';
import type { LogDay } from './log-days.ts';
import { notExpired } from './retention.ts';

export interface Position {
  createdAt: Date;
  executionTimeMs: number;
  id: string;
}

export interface Walk {
  conditions: readonly RawBuilder<boolean>[];
  /** Whether an index serves any of the conditions; without, whole days have to be read. */
  isIndexed: boolean;
  /** Whether the index of days that are over serves any of them, together with the execution time. */
  isLeveled: boolean;
  /** Of the conditions those with which an index is in order of execution time. */
  inDurationIndex: readonly RawBuilder<boolean>[];
  /** Of creation, both inclusive. */
  from?: Date;
  to?: Date;
  descending: boolean;
  /** What is older is not there any more, by the database's clock. */
  retentionDays: number;
  /** Only what lies beyond it. */
  after?: Position;
  /** Rows wanted. */
  size: number;
  budget: WalkBudget;
}

export interface WalkBudget {
  /** Logs that are looked at in order at first, and in all, before the index is asked. One takes 1 µs. */
  firstWindow: number;
  ordered: number;
  firstWindowByDuration: number;
  /** A day with more matches than this is read in order: the page is then full after a small part of it. */
  matchesADay: number;
  /** Of all logs, in order of execution time, how large a part is looked at by index before all that match are. */
  shareByDuration: number;
  /** Reading a log in order, as a multiple of reading it as it lies on disk. */
  orderedCost: number;
}

export const defaultWalkBudget: WalkBudget = {
  firstWindow: 400,
  ordered: 4000,
  firstWindowByDuration: 3000,
  matchesADay: 2000,
  shareByDuration: 0.25,
  orderedCost: 10,
};

/** Bitmaps of indexes, or an index in order: which one is our decision, as the planner can't know what is correlated. */
export const byIndex = sql.raw(
  'set local enable_seqscan = off; set local enable_indexscan = off; set local enable_indexonlyscan = off; set local enable_bitmapscan = on',
);
export const inOrder = sql.raw(
  'set local enable_seqscan = off; set local enable_indexscan = on; set local enable_bitmapscan = off',
);
/** What no index serves: a day as it lies on disk, 0.15 to 0.3 µs a log; by the index that is in order it is ten times that. */
export const asStored = sql.raw(
  'set local enable_seqscan = on; set local enable_indexscan = off; set local enable_indexonlyscan = off; set local enable_bitmapscan = on',
);

/** The kind of plan that finds all that match. */
export const findingAll = ({ isIndexed }: Pick<Walk, 'isIndexed'>): RawBuilder<unknown> =>
  isIndexed ? byIndex : asStored;

export function isWithin({ from, to }: LogDay, { from: earliest, to: latest, after, descending }: Walk): boolean {
  if ((earliest && to <= earliest) || (latest && from > latest)) return false;
  if (!after) return true;
  return descending ? from <= after.createdAt : to > after.createdAt;
}

/** Only what cuts the day short: a bound that the whole day meets would be one more index to look into. */
export function timeWithin(day: LogDay, { from, to, after, descending, retentionDays }: Walk): RawBuilder<boolean> {
  const operator = sql.raw(descending ? '<' : '>');
  return all([
    notExpired(retentionDays),
    ...(from && from > day.from ? [sql<boolean>`created_at >= ${from}::timestamptz`] : []),
    ...(to && to < day.to ? [sql<boolean>`created_at <= ${to}::timestamptz`] : []),
    ...(after && after.createdAt >= day.from && after.createdAt < day.to
      ? [sql<boolean>`(created_at, id) ${operator} (${after.createdAt}::timestamptz, ${after.id}::uuid)`]
      : []),
  ]);
}

export function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length ? (sql.join([...conditions], sql` and `) as RawBuilder<boolean>) : sql`true`;
}
