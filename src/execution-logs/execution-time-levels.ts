// Levels of execution time, twelve to a factor of ten: what indexes of days that are over hold together with what is asked for; see
// closed-days.ts.

import { type RawBuilder, sql } from 'kysely';
import { all } from './comparison-sql.ts';

/** From which execution time on a log is of which level: the first is of level 1. As migration 0092 has them; find-logs.test.ts compares. */
const levelsFrom = [
  ...[-1, 0, 1, 2, 3, 4].flatMap((power) =>
    [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2].map((first) => Number(`${first}e${power}`)),
  ),
  100_000,
];

export const highestLevel = levelsFrom.length;

/** In milliseconds, both inclusive. */
export interface ExecutionTimes {
  least: number;
  most: number;
}

/** What execution_time_level() gives. */
export function levelOf(executionTimeMs: number): number {
  const above = levelsFrom.findIndex((from) => from > executionTimeMs);
  return above < 0 ? highestLevel : above;
}

/** The least execution time of a level, in milliseconds; of the lowest, which has none, -Infinity. */
export function levelFrom(level: number): number {
  return levelsFrom[level - 1] ?? -Infinity;
}

/** In the words of the indexes. */
export const levelOfLog: RawBuilder<number> = sql`execution_time_level(execution_time_ms)`;

/** Whether a log's execution time is of one of these levels, which follow one another; in the words of the index of execution times. */
export function isOfLevel(levels: readonly number[]): RawBuilder<boolean> {
  const [lowest, highest] = [Math.min(...levels), Math.max(...levels)];
  return all([
    ...(lowest > 0 ? [sql<boolean>`execution_time_ms >= execution_time_from(${lowest})`] : []),
    ...(highest < highestLevel ? [sql<boolean>`execution_time_ms < execution_time_from(${highest + 1})`] : []),
  ]);
}
