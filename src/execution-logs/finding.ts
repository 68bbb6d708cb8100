// What an index is asked for, where several could: by how many logs meet which condition, as far as a sample of them tells.

import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead, Plans } from '../storage/reading.ts';
import { all } from './comparison-sql.ts';
import { type LogDay, largestOf } from './log-days.ts';
import { byIndex, byTheIndex, findingAll, isNarrow, type Lookup, type Walk, type WalkBudget } from './walk.ts';

/** What a sample tells of each: the lookups, then the texts. */
export function sampled({ lookups, texts }: Pick<Walk, 'lookups' | 'texts'>): readonly RawBuilder<boolean>[] {
  return [...lookups, ...texts].map(({ condition }) => condition);
}

/** Logs that were looked at, how many of them meet each of what is sampled, and how many match. */
export interface Sample {
  lookedAt: number;
  met: readonly number[];
  matching: number;
}

/** The numbers of `Sample.met`, as an aggregate over what says of each lookup whether a log meets it. */
export function countMet(met: readonly RawBuilder<unknown>[]): RawBuilder<number[]> {
  return sql`array[${sql.join(met.map((one) => sql`count(*) filter (where ${one})`))}]::integer[]`;
}

/** What share meets all that is sampled, as if that had nothing to do with each other. */
export function likelyShare({ lookedAt, met }: Sample): number {
  return met.reduce((product, count) => (product * count) / lookedAt, 1);
}

/** Of two samples. */
export function together(one: Sample, other: Sample): Sample {
  return {
    lookedAt: one.lookedAt + other.lookedAt,
    met: one.met.map((count, n) => count + other.met[n]!),
    matching: one.matching + other.matching,
  };
}

/** How what matches on a day is found. */
export interface Finding {
  /** What is asked for of a day, within bounds of the walk. */
  within(bounds: RawBuilder<boolean>): RawBuilder<boolean>;
  plans: Plans;
  /** What is asked of an index. */
  candidates: RawBuilder<boolean>;
  /** Whether it is by the keys of the extraordinary. */
  isByKeys?: boolean;
  /** What share of all logs these are, where a sample has enough of each condition to tell. */
  share?: number;
}

type Conditions = Pick<Walk, 'lookups' | 'texts' | 'others' | 'budget' | 'isIndexed' | 'isByValue' | 'from' | 'to'> &
  Partial<Pick<Walk, 'after'>>;

/**
 * By the lookups that, as far as a sample tells, so few logs of a day meet that these are best read for all the rest: to intersect
 * what few logs meet with what most do, or to look up texts, takes longer. Undefined when there are none such, or nothing else.
 */
export function rarest(walk: Conditions, { lookedAt, met }: Sample, days: readonly LogDay[]): Finding | undefined {
  const { lookups, texts, others, budget } = walk;
  const logsADay = days.reduce((sum, { logs }) => sum + logs, 0) / days.length;
  const rare = lookups
    .map((lookup, n) => ({ lookup, share: met[n]! / lookedAt }))
    .filter(({ lookup, share }) => share * logsADay <= budget.readADay / (lookup.byKeys ? 2 : 1))
    .toSorted((one, other) => one.share - other.share || Number(isByKeys(one)) - Number(isByKeys(other)));
  const [first] = rare;
  const asked = rare.filter((one) => one === first || !(isByKeys(first!) || isByKeys(one)));
  if (!first || asked.length === lookups.length + texts.length + others.length) return undefined;
  if (isByKeys(first)) return findingByKeys(walk, first.lookup, [], days);
  const candidates = all(asked.map(({ lookup }) => lookup.indexed));
  return { within: (bounds) => all([bounds, candidates]), plans: findingAll(walk), candidates };
}

/**
 * By all conditions, in words that let an index find by what few logs meet. To read the list of what many meet takes longer than to look at
 * what is left: the rarest is looked up, and each other while that is less work, as far as a sample tells. Where far fewer meet all of them than
 * would if they had nothing to do with each other, so is whatever not most meet; without a sample everything is.
 */
export function lookedUp(walk: Conditions, sample: Sample | undefined, days: readonly LogDay[]): Finding {
  const { lookups, texts, others, budget } = walk;
  const known = [...lookups, ...texts].map((lookup, n) => ({
    lookup,
    isText: n >= lookups.length,
    share: sample?.lookedAt ? Math.max(sample.met[n]!, 0.5) / sample.lookedAt : 1,
    cost: n < lookups.length ? costOf(lookup, budget) : budget.textLookupCost,
  }));
  // What is read of an index, and then visited.
  const rarestFirst = known.toSorted((one, other) => one.share * (1 + one.cost) - other.share * (1 + other.cost));
  const ofKeys = known.find(isByKeys);
  if (ofKeys && !(rarestFirst[0]!.share < ofKeys.share)) {
    const rest = [...known.map(({ lookup }) => lookup.condition), ...others];
    return findingByKeys(walk, ofKeys.lookup, rest, days);
  }
  const isKnown = Boolean(sample?.lookedAt);
  const expected = isKnown ? likelyShare(sample!) * sample!.lookedAt : 0;
  const areFewTogether = expected >= 10 && sample!.matching < expected / 10;
  const asked: RawBuilder<boolean>[] = [];
  const read: RawBuilder<boolean>[] = [];
  let left = 1;
  let isCertain = isKnown;
  for (const { lookup, isText, share, cost } of rarestFirst) {
    const reading = cost * share;
    const isHelp = areFewTogether && !isText && share < (lookup.isByValue ? 0.3 : 0.1);
    const isLess = !isKnown || !asked.length || isHelp || reading < left * (1 - share);
    const isWorthIt = isLess && !lookup.byKeys;
    if (isWorthIt) asked.push(lookup.indexed);
    else read.push(lookup.condition);
    if (isWorthIt) left *= share;
    if (isWorthIt && isKnown) isCertain &&= share * sample!.lookedAt >= 10;
  }
  const rest = [...others, ...(read.length ? [sql<boolean>`${all(read)} is true`] : [])];
  return {
    within: (bounds) => all([bounds, ...asked, ...rest]),
    plans: findingAll(walk),
    candidates: all(asked),
    ...(isCertain && { share: left }),
  };
}

function costOf({ isByValue, byKeys }: Lookup, { lookupCost, rangeLookupCost }: WalkBudget): number {
  return isByValue || byKeys ? lookupCost : rangeLookupCost;
}

function isByKeys({ lookup }: { lookup: Lookup }): boolean {
  return Boolean(lookup.byKeys);
}

/** In words that no other index serves; but for bounds that leave so little of a day that its time finds it as well. */
function findingByKeys(
  walk: Conditions,
  { indexed: candidates }: Lookup,
  rest: readonly RawBuilder<boolean>[],
  days: readonly LogDay[],
): Finding {
  const isTimed = days.some((day) => isNarrow(day, walk));
  return {
    within: (bounds) =>
      isTimed
        ? all([bounds, candidates, sql`${all(rest)} is true`])
        : all([candidates, sql`${all([bounds, ...rest])} is true`]),
    plans: isTimed ? byIndex : byTheIndex,
    candidates,
    isByKeys: true,
  };
}

/** Whether an index finds more than so many logs on all days together, by how many it finds on one of them. */
export async function findsMoreThan(
  read: PlannedRead,
  { candidates, plans }: Finding,
  days: readonly LogDay[],
  count: number,
): Promise<boolean> {
  const day = largestOf(days);
  const inAll = days.reduce((sum, { logs }) => sum + logs, 0);
  const most = Math.ceil((count * day.logs) / Math.max(inAll, 1));
  read.planBy(plans);
  const [row] = await read<{ found: number }>(sql`
    select count(*) as found from (select from ${sql.table(day.table)} where ${candidates} limit ${most + 1}) candidate`);
  return row!.found > most;
}
