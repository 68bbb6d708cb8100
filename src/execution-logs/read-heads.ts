// From places to logs. Finding carries nothing but places about: a query over thirty days that has all columns of a head takes
// several times as long to plan, to begin and to sort as one that has an id.

import { type RawBuilder, sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { headColumns } from './head-row.ts';
import type { LogDay } from './log-days.ts';
import { findLogMoment } from './log-id.ts';

/** Where a log was found, in the same transaction: rows of a day don't move, and their place is not given away meanwhile. */
export interface Place {
  day: LogDay;
  id: string;
  /** Its `ctid`, if known; else the log is found by its key. */
  place?: string;
}

/**
 * The heads of the logs at these places, in the same order.
 * @param among where they may be: as long as that stays the same, so does the statement, and is planned once
 */
export async function readHeads<Row extends { id: string }>(
  read: Read,
  places: readonly Place[],
  among: readonly LogDay[] = [],
): Promise<Row[]> {
  if (!places.length) return [];
  const byDay = new Map<LogDay, Place[]>(among.map((day) => [day, []]));
  for (const place of places) byDay.set(place.day, [...(byDay.get(place.day) ?? []), place]);
  const areKnown = places.every(({ place }) => place);
  const arms = [...byDay].map(
    ([{ table }, some]) =>
      sql`select ${headColumns} from ${sql.table(table)} where ${areKnown ? isAtOneOf(some) : isOneOf(some)}`,
  );
  const rows = await read<Row>(sql`${sql.join(arms, sql` union all `)}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap(({ id }) => byId.get(id) ?? []);
}

function isAtOneOf(places: readonly Place[]): RawBuilder<boolean> {
  return sql`ctid = any (${places.map(({ place }) => place)}::tid[])`;
}

function isOneOf(places: readonly Place[]): RawBuilder<boolean> {
  const ids = places.map(({ id }) => id);
  return sql`created_at = any (${ids.map(findLogMoment)}::timestamptz[]) and id = any (${ids}::uuid[])`;
}
