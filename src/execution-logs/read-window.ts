// A day's logs in order of time, so many at once: what of them matches, and how many meet what.

import { type RawBuilder, sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { all } from './comparison-sql.ts';
import { countMet, type Sample, sampled } from './finding.ts';
import { headColumns } from './head-row.ts';
import type { LogDay } from './log-days.ts';
import { type Position, timeWithin, type Walk } from './walk.ts';

export interface Window<Row> extends Sample {
  /** Those that match. */
  rows: Row[];
  /** Of the last one looked at. */
  end: Position;
}

/** Looks at the next `limit` logs of a day, in order. */
export async function readWindow<Row extends object>(
  read: Read,
  day: LogDay,
  walk: Walk,
  { limit, wanted }: { limit: number; wanted: number },
): Promise<Window<Row>> {
  const { descending } = walk;
  // Whole rows of all that is looked at would be megabytes to carry about; what fits is fetched by its place.
  const met = sampled(walk).map((_condition, n) => sql<boolean>`${sql.ref(`met_${n}`)}`);
  const fits = all([sql<boolean>`meets_others`, ...met]);
  type Found = Row & {
    id: string | null;
    looked_at: number;
    met: number[];
    matching: number;
    end_created_at: Date;
    end_id: string;
  };
  const rows = await read<Found>(sql`
    with recent as materialized (
      select ${sql.join([
        sql`ctid as place, created_at, id, ${all(walk.others)} as meets_others`,
        ...sampled(walk).map((condition, n) => sql`${condition} as ${met[n]!}`),
      ])}
      from ${sql.table(day.table)} where ${timeWithin(day, walk)} ${timeOrder(descending)} limit ${limit})
    select * from (select count(*) as looked_at, ${countMet(met)} as met, count(*) filter (where ${fits}) as matching from recent) counted
    left join (select created_at as end_created_at, id as end_id from recent ${timeOrder(!descending)} limit 1) ended on true
    left join (
      select ${headColumns} from ${sql.table(day.table)}
      where ctid = any (array(select place from recent where ${fits} ${timeOrder(descending)} limit ${wanted}))) matching on true
    ${timeOrder(descending)}`);
  const { looked_at: lookedAt, end_created_at: createdAt, end_id: id } = rows[0]!;
  return {
    rows: rows.filter((row) => row.id !== null),
    lookedAt,
    met: rows[0]!.met,
    matching: rows[0]!.matching,
    end: { createdAt, id, executionTimeMs: 0 },
  };
}

export function timeOrder(descending: boolean): RawBuilder<unknown> {
  return sql.raw(descending ? 'order by created_at desc, id desc' : 'order by created_at, id');
}
