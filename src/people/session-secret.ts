import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { createToken } from './tokens.ts';

/**
 * The key that signs session cookies: made once and kept in the database, so that every node has the same. It opens
 * nothing by itself: a session must also be in that database.
 */
export async function requireSessionSecret(db: Queryable): Promise<string> {
  await sql`
    insert into installation_secret (name, value) values ('session', ${createToken()}) on conflict do nothing`.execute(
    db,
  );
  const { rows } = await sql<{ value: string }>`
    select value from installation_secret where name = 'session'`.execute(db);
  return rows[0]!.value;
}
