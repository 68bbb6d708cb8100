// From places to logs. Finding carries nothing but places about: a query over thirty days that has all columns of a head takes
// several times as long to plan, to begin and to sort as one that has an id.

import { sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { headColumns } from './head-row.ts';
import type { LogDay } from './log-days.ts';

/** Where a log was found, in the same transaction: rows of a day don't move, and their place is not given away meanwhile. */
export interface Place {
  day: LogDay;
  /** Its `ctid`. */
  place: string;
  id: string;
}

/** The heads of the logs at these places, in the same order. */
export async function readHeads<Row extends { id: string }>(read: Read, places: readonly Place[]): Promise<Row[]> {
  const byDay = new Map<LogDay, string[]>();
  for (const { day, place } of places) byDay.set(day, [...(byDay.get(day) ?? []), place]);
  if (!byDay.size) return [];
  const arms = [...byDay].map(
    ([{ table }, some]) => sql`select ${headColumns} from ${sql.table(table)} where ctid = any (${some}::tid[])`,
  );
  const rows = await read<Row>(sql`${sql.join(arms, sql` union all `)}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap(({ id }) => byId.get(id) ?? []);
}
