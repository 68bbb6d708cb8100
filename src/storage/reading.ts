// Reading with limits: one connection and transaction, a time limit for all its statements together, and an end at once when
// nobody waits for the answer any more.

import type { RawBuilder } from 'kysely';
import type pg from 'pg';
import type { Database } from './database.ts';
import { type DatabaseClient, isStalePlan } from './database-client.ts';

export interface ReadLimits {
  /** For all statements together; a tenth more at most. */
  timeoutMs: number;
  /** Aborted when the client leaves; what runs is then cancelled in the database. */
  signal?: AbortSignal;
}

/** Runs one query. */
export type Read = <Row>(query: RawBuilder<Row>) => Promise<Row[]>;

/** How PostgreSQL is to find rows. */
export interface Plans {
  readonly name: string;
  /** Settings of its planner. */
  readonly settings: Readonly<Record<string, 'on' | 'off'>>;
  /**
   * Whether these settle it for whatever values. What comes again is then planned once and kept: for a list of thirty days that is
   * half of the time. Otherwise it is planned for its values, anew each time.
   */
  readonly areKept: boolean;
}

export interface PlannedRead extends Read {
  /** From now on PostgreSQL plans as told; undefined: as it thinks best. */
  planBy(plans: Plans | undefined): Promise<void>;
}

/** The client left; there is nobody to tell. */
export class ReadAbandonedError extends Error {
  override name = 'ReadAbandonedError';
}

/** The statements took longer than they may, all together; what ran last was cancelled in the database. */
export class ReadTimeoutError extends Error {
  override name = 'ReadTimeoutError';
}

const notUsable = '25P02';
const queryCanceled = '57014';

/** @throws ReadAbandonedError, ReadTimeoutError */
export async function withReading<Result>(
  db: Database,
  { timeoutMs, signal }: ReadLimits,
  work: (read: PlannedRead) => Promise<Result>,
): Promise<Result> {
  const requireClient = () => {
    if (signal?.aborted) throw new ReadAbandonedError('The client left');
  };
  requireClient();
  const client = (await db.pool.connect()) as pg.PoolClient & DatabaseClient;
  const { processID } = client as unknown as { processID: number };
  const cancel = () => void db.pool.query('select pg_cancel_backend($1)', [processID]).catch(() => {});
  const started = performance.now();
  let allowedMs = timeoutMs;
  let broken: Error | undefined;
  /** Lets the next statement take no longer than what is left; quick reads, which are nearly all, don't ask PostgreSQL for that. */
  const limitNext = async () => {
    const leftMs = Math.ceil(started + timeoutMs - performance.now());
    if (leftMs <= 0) throw new ReadTimeoutError(`The statements took longer than ${timeoutMs} ms`);
    if (allowedMs - leftMs <= timeoutMs / 10) return;
    await client.query(`set local statement_timeout = ${leftMs}`);
    allowedMs = leftMs;
  };
  try {
    requireClient();
    signal?.addEventListener('abort', cancel, { once: true });
    await client.query(
      `begin read only; set local statement_timeout = ${timeoutMs}; set local jit = off; set local max_parallel_workers_per_gather = 0`,
    );
    let plans: Plans | undefined;
    const read: Read = async <Row>(query: RawBuilder<Row>) => {
      requireClient();
      await limitNext();
      const { sql: text, parameters } = query.compile(db.kysely);
      const values = [...parameters];
      const { rows } = plans?.areKept
        ? await client.queryKept(text, values, plans.name)
        : await client.query({ text, values });
      return rows as Row[];
    };
    const planBy: PlannedRead['planBy'] = async (next) => {
      if (next === plans) return;
      const settings = {
        ...allowed(plans),
        ...next?.settings,
        plan_cache_mode: next?.areKept ? 'force_generic_plan' : 'auto',
      };
      plans = next;
      const commands = Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`);
      await client.query(commands.join('; '));
    };
    return await work(Object.assign(read, { planBy }));
  } catch (error) {
    requireClient();
    // The connection would go on refusing what it has prepared.
    if (isStalePlan(error)) broken = error as Error;
    if ((error as { code?: string }).code !== queryCanceled) throw error;
    throw new ReadTimeoutError(`The statements took longer than ${timeoutMs} ms`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', cancel);
    await client.query('rollback').catch((error) => {
      if (error.code !== notUsable) broken = error;
    });
    // A cancel that is still under way must not meet the next user of this connection.
    client.release(signal?.aborted ? true : broken);
  }
}

/** What the plans before had turned off. */
function allowed(plans: Plans | undefined): Record<string, 'on'> {
  return Object.fromEntries(Object.keys(plans?.settings ?? {}).map((name) => [name, 'on']));
}
