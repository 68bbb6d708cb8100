// What both ways to a page of logs have in common: the request for it, how far it may look, and its bounds as SQL.

import { type RawBuilder, sql } from 'kysely';
import type { Plans } from '../storage/reading.ts';
import type { Covering, LevelKey } from './closed-days.ts';
import { all } from './comparison-sql.ts';
import type { ExecutionTimes } from './execution-time-levels.ts';
import type { LogDay } from './log-days.ts';
import { firstIdOf } from './log-id.ts';
import { dayMs } from './partitions.ts';

export interface Position {
  createdAt: Date;
  executionTimeMs: number;
  id: string;
}

export interface Walk {
  conditions: readonly RawBuilder<boolean>[];
  /** Whether an index serves any of the conditions; without, whole days have to be read. */
  isIndexed: boolean;
  /** What the index of days that are over finds, by the levels of execution time it may have; see closed-days.ts. */
  leveled: readonly Leveled[];
  /** Of the conditions those with which an index is in order of execution time. */
  inDurationIndex: readonly RawBuilder<boolean>[];
  /** Those of them that the covering index is asked for: a single outcome, which has an order of its own, and the execution time. */
  inCoveringIndex: readonly RawBuilder<boolean>[];
  /** Of the conditions what an index finds by itself, and cheaply; see log-conditions.ts. */
  lookups: readonly Lookup[];
  /** What it finds less cheaply. */
  texts: readonly Lookup[];
  /** And what no index finds. */
  others: readonly RawBuilder<boolean>[];
  /** Which covering index of days that are over tells of every condition whether a log meets it, if one does; see closed-days.ts. */
  covering: Covering | undefined;
  /** What the messages of all that match contain, in any case, two letters or more each; none when messages may be missing. */
  messageParts: readonly string[];
  /** Where nothing that matches was committed, what the index of such logs is asked for. */
  inUncommittedIndex: readonly RawBuilder<boolean>[] | undefined;
  /** Whether all conditions ask for values; see log-conditions.ts. */
  isByValue: boolean;
  /** Of all that match. */
  executionTimes: ExecutionTimes;
  /** Of creation, both inclusive. */
  from?: Date;
  to?: Date;
  descending: boolean;
  /** Logs created at this moment or before have expired, by the database's clock. */
  expiredBefore: Date;
  /** Only what lies beyond it. */
  after?: Position;
  /** Rows wanted. */
  size: number;
  budget: WalkBudget;
}

/** What one index finds by itself. */
export interface Lookup {
  /** In words that are looked at log by log. */
  condition: RawBuilder<boolean>;
  /** In the words of the index. */
  indexed: RawBuilder<boolean>;
  /** Whether it asks for values, each of which is a list in an index that is read only where others have something, too. */
  isByValue?: boolean;
  /** Whether it is the one of keys of the extraordinary: which need no other to help it, and take long to be made of a log that another finds. */
  byKeys?: boolean;
}

/** A condition as the keys of a log tell it: any of the values, or else something that another index finds. */
export interface Leveled {
  values: readonly LevelKey[];
  or?: RawBuilder<boolean>;
  /** Which of the lookups it is. */
  lookup: number;
}

export interface WalkBudget {
  /** In order of time: logs that are looked at first, and in all, before the index is asked. One takes 1 µs. */
  firstWindow: number;
  ordered: number;
  /** In order of execution time: logs that are looked at first, of all days. */
  firstWindowByDuration: number;
  /** And at most, where the index of closed days finds the rest; where it can't, which costs more. */
  windowBeforeLevels: number;
  windowBeforeAll: number;
  /** Where the covering index of closed days tells everything: its square is this for each log wanted and each that there is. */
  coveredReach: number;
  /** And where several conditions are to be met, as what meets all of them takes longer to look up. */
  coveredReachOfSeveral: number;
  /** And where the one of notable logs does, which are few. */
  notableReach: number;
  /** Of what was not committed, visited in order before the covering index is read. */
  uncommittedBeforeCovered: number;
  /** And as many at once, as long as few are known. */
  coveredStep: number;
  /** So many tell well enough how many meet which condition. */
  sampleByDuration: number;
  /** And where no index serves anything: as a part of all logs. */
  shareBeforeUnindexed: number;
  /** Logs that are looked at before others are counted. */
  sample: number;
  /** A day with more matches than this is read in order: the page is then full after a small part of it. */
  matchesADay: number;
  /** So many logs of a day are read to see whether they match, rather than looked up by every condition, which costs as much. */
  readADay: number;
  /** Finding a log in the list of a value, as a multiple of visiting it; in one of those of a range, which are all read and put together. */
  lookupCost: number;
  rangeLookupCost: number;
  /** Visiting a log on disk, as a multiple of reading one in the covering index of notable ones. */
  visitCost: number;
  textLookupCost: number;
  /** Of a day's messages that have the letters asked for, from the longest (or shortest) on: so many are read before all days are in order. */
  messagesADay: number;
  /** Of all logs, in order of execution time, how large a part is looked at by index before all that match are. */
  shareByDuration: number;
  /** So many of these are read to see whether they match, rather than looked up by every condition. */
  readOfLevels: number;
  /** And how large a part at most before it is seen whether that was enough. */
  shareOfLevels: number;
  /** Reading a key of the index of levels, as a multiple of reading a log in order by the covering index. */
  keyCost: number;
  /** To find and sort so many matches takes longer than to look at `orderedBeforeMany` logs in order, and a fifth of them than where these are covered. */
  many: number;
  orderedBeforeMany: number;
  /** Reading a log in order, as a multiple of reading it as it lies on disk. */
  orderedCost: number;
}

export const defaultWalkBudget: WalkBudget = {
  firstWindow: 400,
  ordered: 4000,
  firstWindowByDuration: 900,
  windowBeforeLevels: 3000,
  windowBeforeAll: 9000,
  coveredReach: 20,
  coveredReachOfSeveral: 50,
  notableReach: 800,
  uncommittedBeforeCovered: 3000,
  coveredStep: 30_000,
  sampleByDuration: 600,
  shareBeforeUnindexed: 0.01,
  sample: 2000,
  matchesADay: 2000,
  readADay: 400,
  lookupCost: 0.015,
  visitCost: 12,
  rangeLookupCost: 0.7,
  textLookupCost: 0.5,
  messagesADay: 15,
  shareByDuration: 0.25,
  readOfLevels: 3000,
  shareOfLevels: 0.02,
  keyCost: 0.25,
  many: 100_000,
  orderedBeforeMany: 60_000,
  orderedCost: 10,
};

/**
 * Bitmaps of indexes, or an index in order: which one is our decision, as the planner can't know what is correlated. Which of the
 * indexes, though, depends on values: letters that are everywhere, and bounds that nothing is beyond, are no help.
 */
export const byIndex: Plans = {
  name: 'by index',
  settings: { enable_seqscan: 'off', enable_indexscan: 'off', enable_indexonlyscan: 'off' },
  areKept: false,
};
/** Where only one index can be meant, or which ones does not depend on the values. */
export const byTheIndex: Plans = { ...byIndex, name: 'by the index', areKept: true };
export const inOrder: Plans = {
  name: 'in order',
  settings: { enable_seqscan: 'off', enable_bitmapscan: 'off' },
  areKept: true,
};
/** What no index serves: a day as it lies on disk, 0.15 to 0.3 µs a log; by the index that is in order it is ten times that. */
export const asStored: Plans = {
  name: 'as stored',
  settings: { enable_indexscan: 'off', enable_indexonlyscan: 'off' },
  areKept: false,
};

/** The kind of plan that finds all that match. */
export function findingAll(walk: Pick<Walk, 'isIndexed' | 'isByValue' | 'from' | 'to' | 'after'>): Plans {
  if (!walk.isIndexed) return asStored;
  return walk.isByValue && !isCut(walk) && !walk.after ? byTheIndex : byIndex;
}

/** Whether a day may be asked for a part of it alone: an index serves that, too, and how much it leaves depends on the moments. */
export function isCut({ from, to }: Pick<Walk, 'from' | 'to'>): boolean {
  return from !== undefined || to !== undefined;
}

export function isWithin({ from, to }: LogDay, walk: Walk): boolean {
  const { from: earliest, to: latest, after, descending, expiredBefore } = walk;
  if (to <= expiredBefore) return false;
  if ((earliest && to <= earliest) || (latest && from > latest)) return false;
  if (!after) return true;
  return descending ? from <= after.createdAt : to > after.createdAt;
}

/** Only what cuts the day short: a bound that the whole day meets would be one more index to look into. */
export function timeWithin(day: LogDay, { from, to, after, descending, expiredBefore }: Walk): RawBuilder<boolean> {
  const operator = sql.raw(descending ? '<' : '>');
  return all([
    // Written so that no index serves it: it holds for nearly all of the oldest day, and only costs where it is looked up.
    ...(expiredBefore >= day.from ? [sql<boolean>`created_at + interval '0' > ${expiredBefore}::timestamptz`] : []),
    ...(from && from > day.from ? [sql<boolean>`created_at >= ${from}::timestamptz`] : []),
    ...(to && to < day.to ? [sql<boolean>`created_at <= ${to}::timestamptz`] : []),
    ...(after && after.createdAt >= day.from && after.createdAt < day.to
      ? [sql<boolean>`(created_at, id) ${operator} (${after.createdAt}::timestamptz, ${after.id}::uuid)`]
      : []),
  ]);
}

/** Whether so little of a day is asked for that it is best found by its time, and sorted. */
export function isNarrow(day: LogDay, { from, to }: Pick<Walk, 'from' | 'to'>): boolean {
  const begin = Math.max(Number(from ?? 0), Number(day.from));
  const end = Math.min(Number(to ?? Infinity), Number(day.to));
  const isCut = begin > Number(day.from) || end < Number(day.to);
  return isCut && Math.min(end, Date.now()) - begin < dayMs / 20;
}

/** The bounds of time for whoever reads a day in another order; in words that no index serves. */
export function momentWithin(
  day: LogDay,
  { from, to, expiredBefore }: Pick<Walk, 'from' | 'to' | 'expiredBefore'>,
): RawBuilder<boolean> {
  const moment = sql`created_at + interval '0'`;
  return all([
    ...(expiredBefore >= day.from ? [sql<boolean>`${moment} > ${expiredBefore}::timestamptz`] : []),
    ...(from && from > day.from ? [sql<boolean>`${moment} >= ${from}::timestamptz`] : []),
    ...(to && to < day.to ? [sql<boolean>`${moment} <= ${to}::timestamptz`] : []),
  ]);
}

/**
 * A day's logs for whoever reads them in another order than that of time. A little of a day is read by its time, whatever index would serve
 * the rest of what is asked: PostgreSQL leaves together what has an offset.
 */
export function logsOf(day: LogDay, walk: Pick<Walk, 'from' | 'to'>): RawBuilder<unknown> {
  if (!isNarrow(day, walk)) return sql.table(day.table);
  return sql`(
    select *, ctid from ${sql.table(day.table)}
    where created_at >= ${walk.from ?? day.from}::timestamptz and created_at <= ${walk.to ?? day.to}::timestamptz offset 0) logs`;
}

/** The same in terms of ids, which begin with their moment: what covers them tells that, too. */
export function idWithin(
  day: LogDay,
  { from, to, expiredBefore }: Pick<Walk, 'from' | 'to' | 'expiredBefore'>,
): RawBuilder<boolean> {
  const isCreatedAt = (operator: '>=' | '<', moment: number) =>
    sql<boolean>`id ${sql.raw(operator)} ${firstIdOf(new Date(moment))}::uuid`;
  return all([
    ...(expiredBefore >= day.from ? [isCreatedAt('>=', Number(expiredBefore) + 1)] : []),
    ...(from && from > day.from ? [isCreatedAt('>=', Number(from))] : []),
    ...(to && to < day.to ? [isCreatedAt('<', Number(to) + 1)] : []),
  ]);
}

/**
 * Whether a log matches, to be looked at log by log in the order of the conditions: PostgreSQL would compare with a value last, and look into
 * texts before, which takes ten times as long.
 */
export function isMatching({ conditions }: Pick<Walk, 'conditions'>): RawBuilder<boolean> {
  return sql`${all(conditions)} is true`;
}
