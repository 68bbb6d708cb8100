import { sql } from 'kysely';
import type { RecordType } from '../../record-types/record-type.ts';
import type { Queryable } from '../../storage/tables.ts';

/** The position after the last of the records whose `column` is `id` (is empty, when null). */
export async function nextPosition(tx: Queryable, type: RecordType, column: string, id: unknown): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    select max(position) as last from ${sql.table(type.table)} where ${sql.ref(column)} is not distinct from ${id}`.execute(
    tx,
  );
  return Math.floor(rows[0]?.last ?? 0) + 1;
}
