import { sql } from 'kysely';
import type { Queryable } from './tables.ts';

/** An expression: the major version of the PostgreSQL that is asked, as 18. */
export const majorVersion = `current_setting('server_version_num')::int / 10000`;

export async function findMajorVersion(db: Queryable): Promise<number> {
  const { rows } = await sql<{ major: number }>`select ${sql.raw(majorVersion)} as major`.execute(db);
  return rows[0]!.major;
}
