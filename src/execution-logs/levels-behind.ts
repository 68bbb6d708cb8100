// What lies behind the first logs in order of execution time, by the levels of execution time: which are asked by the index that days which are
// over have of values with their levels (closed-days.ts), and by which of the values.

import type { DurationOrder } from './duration-order.ts';
import { levelOf } from './execution-time-levels.ts';
import type { Sample } from './finding.ts';
import type { LogDay } from './log-days.ts';
import type { Leveled, Walk } from './walk.ts';

export interface LevelsBehind {
  /** Whether their index is of any use. */
  byLevels: boolean;
  inTurn(): number[][];
  /** Whether nothing that matches is of a level behind these. */
  areLast(levels: readonly number[]): boolean;
  costOfFirst(): number;
  rarestKeys(levels: readonly number[]): { keys: Leveled[]; left: number };
}

/** @param first what was looked at in order @param sample what is known of how many meet what */
export function levelsBehind(
  days: readonly LogDay[],
  walk: Walk,
  { first, sample }: { first: DurationOrder; sample: () => Sample },
): LevelsBehind {
  const { budget, descending, size } = walk;
  const byLevels = walk.leveled.length > 0;
  const [lowest, highest] = [levelOf(walk.executionTimes.least), levelOf(walk.executionTimes.most)];
  const inAll = days.reduce((sum, { logs }) => sum + logs, 0);
  return { byLevels, inTurn, areLast, costOfFirst, rarestKeys };

  /**
   * Beyond the first, the levels of so many logs that two pages of them match, when as large a share does as of the very first; and if
   * none of these does, as if one in twice as many did, unless each look takes long and all that may match are few; then of eight times as many.
   * None when those would not be few, or most days have no index yet.
   */
  function inTurn(): number[][] {
    const { met, lookedAt } = sample();
    const rarest = Math.min(...walk.leveled.map(({ lookup }) => met[lookup]!));
    const areFew = (inAll * rarest) / lookedAt < budget.orderedBeforeMany;
    const isLong = areFew && walk.leveled.some((condition) => condition.or);
    const least = isLong ? 0 : 1 / (2 * first.lookedAt());
    const enough = (2 * size) / (first.share() || least);
    const furthest = inAll * budget.shareByDuration;
    if (!byLevels || rarest === 0 || !(enough <= furthest)) return [];
    if (days.filter(({ levels }) => levels).length < days.length / 2) return [];
    const found: number[][] = [];
    let at = levelOf(first.end()?.executionTimeMs ?? (descending ? Infinity : 0));
    // Some of that one lie before.
    let count = -logsOfLevel(at) / 2;
    const isLevel = () => at >= lowest && at <= highest;
    for (let goal = Math.min(enough, inAll * budget.shareOfLevels); goal <= furthest && isLevel(); goal *= 8) {
      const some: number[] = [];
      for (; isLevel() && count < goal; at += descending ? -1 : 1) {
        some.push(at);
        count += logsOfLevel(at);
      }
      if (some.length) found.push(some);
      if (goal >= 8 * enough) break;
    }
    return found;
  }

  function areLast(levels: readonly number[]): boolean {
    return levels.at(-1) === (descending ? lowest : highest);
  }

  /** Of the first look by levels: so many logs could as well be read in order by the covering index. */
  function costOfFirst(): number {
    const levels = inTurn()[0];
    if (!levels) return Infinity;
    const { met, lookedAt } = sample();
    const { keys, left } = rarestKeys(levels);
    const meeting = keys.reduce((sum, { lookup }) => sum + met[lookup]! / lookedAt, 0);
    const reading = budget.keyCost * meeting * levels.reduce((sum, level) => sum + logsOfLevel(level), 0);
    return reading + (budget.visitCost / 2) * Math.max(0, left - budget.readOfLevels);
  }

  function logsOfLevel(level: number): number {
    return days.reduce((sum, { logs, levels }) => sum + logs * (levels?.get(level) ?? 0), 0);
  }

  /**
   * What few logs of these levels have, as far as the first tell, and as much more as leaves few enough to read them: to look up what
   * most have as well takes longer. And how many are left to be read.
   */
  function rarestKeys(levels: readonly number[]): { keys: Leveled[]; left: number } {
    const { met, lookedAt } = sample();
    let left = levels.reduce((sum, level) => sum + logsOfLevel(level), 0);
    const rarestFirst = walk.leveled.toSorted((one, other) => met[one.lookup]! - met[other.lookup]!);
    const keys = rarestFirst.filter(({ lookup }, n) => {
      const isNeeded = n === 0 || left > budget.readOfLevels;
      if (isNeeded) left *= met[lookup]! / lookedAt;
      return isNeeded;
    });
    return { keys, left };
  }
}
