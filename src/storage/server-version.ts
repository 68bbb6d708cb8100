import { sql } from 'kysely';
import type { Queryable } from './tables.ts';

/** The major version of the PostgreSQL that is asked: 18. */
export async function findMajorVersion(db: Queryable): Promise<number> {
  const { rows } = await sql<{ version: number }>`select current_setting('server_version_num')::int as version`.execute(
    db,
  );
  return Math.floor(rows[0]!.version / 10_000);
}
