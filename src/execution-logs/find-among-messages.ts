// A page in order of execution time where all that match say something. Few logs do, and days that are over have three indexes of these
// alone: one of what they are asked for, as keys (extraordinary.ts), one of the letters of messages with the level of the execution
// time (find-by-message.ts), and one in order that has all of it (closed-days.ts). Where few have the keys these are visited, wherever in the
// order they are; many are near in that order, or come one after the other somewhere in it.

import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead } from '../storage/reading.ts';
import { isTelling } from './closed-days.ts';
import { areCovered, type DurationOrder } from './duration-order.ts';
import { findByMessage } from './find-by-message.ts';
import type { Finding } from './finding.ts';
import type { LogDay } from './log-days.ts';
import type { Place } from './read-heads.ts';
import { byTheIndex, inOrderOf, type Walk } from './walk.ts';

/**
 * @param first what was looked at in order, without finding all that is wanted @param howToFind what an index would find
 * @param findAll finds it, and sorts it
 * @returns undefined where these indexes don't tell enough, or are missing
 */
export async function findAmongMessages(
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
  const messages = days.reduce((sum, day) => sum + day.messages, 0);
  const areRead = covering === 'messages' && areCovered(days, walk);
  const isWord = conditions.length < 2 && messageParts.length > 0;
  const areKeys = Boolean(lookups[0]?.byKeys);
  if (!areRead && !areKeys && !messageParts.length) return undefined;
  let share: number | undefined;
  if (areKeys && !isWord && (await areFew())) return findAll();
  return (await findBeyond()) ?? (areRead && !(await areFew()) ? readAll() : undefined);

  /** Whether so few are found by an index that they are better visited than all looked at in order, though a page is mostly full long before the end. */
  async function areFew(): Promise<boolean> {
    const logs = areKeys && messages ? messages : days.reduce((sum, day) => sum + day.logs, 0);
    share ??= logs === messages ? await sampleMessages(lookups[0]!.condition) : (await howToFind()).share;
    return share * logs < messages / 3 / budget.visitCost;
  }

  /** What part of those that a day has meets a condition: of such as lie together on disk, whatever their execution time. */
  async function sampleMessages(condition: RawBuilder<boolean>): Promise<number> {
    const day = days.reduce((largest, one) => (one.messages > largest.messages ? one : largest));
    await read.planBy(byTheIndex);
    const [row] = await read<{ met: number; lookedAt: number }>(sql`
      select count(*) filter (where meets) as met, count(*) as "lookedAt" from (
        select ${condition} as meets from ${sql.table(day.table)} where ${isTelling} limit ${budget.sampleOfMessages}) told`);
    return row!.met / Math.max(row!.lookedAt, 1);
  }

  /** What has a word in its message, beyond the first. */
  async function findBeyond(): Promise<Place[] | undefined> {
    const [known, end] = [first.found(), first.end()];
    const beyond = end && (await findByMessage(read, days, walk, { after: end, size: size - known.length }));
    return beyond && [...known, ...beyond];
  }

  /** In order, to the end if need be. */
  async function readAll(): Promise<Place[]> {
    await read.planBy(inOrderOf(walk, days));
    for (let step = budget.coveredStep; ; step *= 2) {
      await first.lookAt(step);
      const found = first.found();
      if (found.length >= size || first.isOver()) return found.slice(0, size);
    }
  }
}
