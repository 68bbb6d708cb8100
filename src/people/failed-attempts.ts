// How often somebody has failed to sign in, counted in the database: for all nodes together.

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';

export interface AttemptLimit {
  /** Whose attempts are counted; hashed before it is kept. */
  key: string;
  /** Failures in a window that begins with the first of them. */
  max: number;
  minutes: number;
}

/** The seconds until another may be made, by all of the limits; 0 when it may now. */
export async function findRemainingWait(db: Queryable, limits: readonly AttemptLimit[]): Promise<number> {
  const { rows } = await sql<{ key: string; failures: number; seconds: number }>`
    select key, failures, ceil(extract(epoch from ends_at - now()))::int as seconds from failed_attempt
    where key = any(${limits.map(({ key }) => hash(key))}::text[]) and ends_at > now()`.execute(db);
  const waits = rows.map(({ key, failures, seconds }) => {
    const limit = limits.find((limit) => hash(limit.key) === key)!;
    return failures >= limit.max ? seconds : 0;
  });
  return Math.max(0, ...waits);
}

/** Forgets what is over, too. */
export async function countFailure(db: Queryable, limits: readonly AttemptLimit[]): Promise<void> {
  // In one order, so that two nodes don't wait for each other.
  const rows = limits.map(({ key, minutes }) => ({ key: hash(key), minutes })).sort((a, b) => (a.key < b.key ? -1 : 1));
  await sql`
    delete from failed_attempt where key in (
      select key from failed_attempt where ends_at <= now() limit 1000 for update skip locked
    )`.execute(db);
  await sql`
    insert into failed_attempt (key, failures, ends_at)
    select key, 1, now() + make_interval(mins => minutes)
    from unnest(${rows.map(({ key }) => key)}::text[], ${rows.map(({ minutes }) => minutes)}::int[]) as failure (key, minutes)
    on conflict (key) do update set
      failures = case when failed_attempt.ends_at > now() then failed_attempt.failures + 1 else 1 end,
      ends_at = case when failed_attempt.ends_at > now() then failed_attempt.ends_at else excluded.ends_at end`.execute(
    db,
  );
}

export async function forgetFailures(db: Queryable, { key }: Pick<AttemptLimit, 'key'>): Promise<void> {
  await sql`delete from failed_attempt where key = ${hash(key)}`.execute(db);
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
