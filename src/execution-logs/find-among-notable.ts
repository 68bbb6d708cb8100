// A page in order of execution time where all that match say something or were not committed. Few logs are like that, and days that are over have three indexes of these
// alone: one of what they are asked for, as keys (extraordinary.ts), one of the letters of messages with the level of the execution
// time (find-by-message.ts), and one in order that has all of it (closed-days.ts). Where few have the keys these are visited, wherever in the
// order they are; many are near in that order, or come one after the other somewhere in it.

import type { PlannedRead } from '../storage/reading.ts';
import { areCovered, type DurationOrder } from './duration-order.ts';
import { findByMessage } from './find-by-message.ts';
import { type Finding, findsMoreThan } from './finding.ts';
import type { LogDay } from './log-days.ts';
import type { Place } from './read-heads.ts';
import { inOrder, type Walk } from './walk.ts';

/**
 * @param first what was looked at in order, without finding all that is wanted @param howToFind what an index would find
 * @param findAll finds it, and sorts it
 * @returns undefined where these indexes don't tell enough, or are missing
 */
export async function findAmongNotable(
  read: PlannedRead,
  days: readonly LogDay[],
  walk: Walk,
  {
    first,
    howToFind,
    findAll,
  }: { first: DurationOrder; howToFind: () => Promise<Finding>; findAll: () => Promise<Place[]> },
): Promise<Place[] | undefined> {
  const { budget, conditions, covering, lookups, messageParts, size } = walk;
  const notable = days.reduce((sum, day) => sum + day.notable, 0);
  const areRead = covering === 'notable' && areCovered(days, walk);
  const isWord = conditions.length < 2 && messageParts.length > 0;
  const areKeys = Boolean(lookups[0]?.byKeys);
  if (!areRead && !areKeys && !messageParts.length) return undefined;
  let areFew: boolean | undefined;
  if (areKeys && !isWord && (await areFewToVisit())) return findAll();
  return (await findBeyond()) ?? (areRead && !(await areFewToVisit()) ? readAll() : undefined);

  /** Whether so few are found by an index that they are better visited than all looked at in order, though a page is mostly full long before the end. */
  async function areFewToVisit(): Promise<boolean> {
    areFew ??= !(await findsMoreThan(read, await howToFind(), days, notable / 3 / budget.visitCost));
    return areFew;
  }

  /** What has a word in its message, beyond the first. */
  async function findBeyond(): Promise<Place[] | undefined> {
    const [known, end] = [first.found(), first.end()];
    const beyond = end && (await findByMessage(read, days, walk, { after: end, size: size - known.length }));
    return beyond && [...known, ...beyond];
  }

  /** In order, to the end if need be. */
  async function readAll(): Promise<Place[]> {
    read.planBy(inOrder);
    for (let step = budget.coveredStep; ; step *= 2) {
      await first.lookAt(step);
      const found = first.found();
      if (found.length >= size || first.isOver()) return found.slice(0, size);
    }
  }
}
