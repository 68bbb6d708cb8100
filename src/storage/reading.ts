// Reading with limits: a time limit for all its statements together, and an end at once when nobody waits for the answer any more. What
// takes long, and can be asked in two halves, is asked by two connections, so that a second core does its part; but only where hardly
// anybody else uses the database.

import type { RawBuilder } from 'kysely';
import type pg from 'pg';
import type { Database } from './database.ts';
import { type Companion, type DatabaseClient, isStalePlan } from './database-client.ts';

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
  planBy(plans: Plans | undefined): void;
  /** The rows of a query over all of these; or, at the same time, of one over every other and one over the rest: in no order then. */
  ofEach<Row>(
    parts: readonly RawBuilder<unknown>[],
    query: (some: readonly RawBuilder<unknown>[]) => RawBuilder<Row>,
  ): Promise<Row[]>;
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
  limits: ReadLimits,
  work: (read: PlannedRead) => Promise<Result>,
): Promise<Result> {
  const { timeoutMs, signal } = limits;
  const until = performance.now() + timeoutMs;
  requirePresent(signal);
  const first = await openSession(db, limits, until);
  let second: Session | undefined;
  let plans: Plans | undefined;
  const cancel = () => {
    const processes = [first, ...(second ? [second] : [])].map(({ processID }) => processID);
    void db.pool.query('select pg_cancel_backend(id) from unnest($1::integer[]) id', [processes]).catch(() => {});
  };
  const read: Read = (query) => first.read(query, plans);
  const ofEach: PlannedRead['ofEach'] = async (parts, query) => {
    if (parts.length < 2 || !(second || isCalm(db.pool))) return read(query(parts));
    second ??= await openSession(db, limits, until);
    // Each connection is asked the same half again when the two meet again: it has its plan.
    const sessions = [first, second].toSorted((one, other) => one.processID - other.processID);
    // What comes one after the other takes alike long, so each has a part of that.
    const results = await Promise.allSettled(
      sessions.map((session, half) => session.read(query(parts.filter((_part, n) => n % 2 === half)), plans)),
    );
    return results.flatMap((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  };
  const planBy = (next: Plans | undefined) => {
    plans = next;
  };
  try {
    requirePresent(signal);
    signal?.addEventListener('abort', cancel, { once: true });
    return await work(Object.assign(read, { planBy, ofEach }));
  } catch (error) {
    requirePresent(signal);
    if ((error as { code?: string }).code !== queryCanceled) throw error;
    throw new ReadTimeoutError(`The statements took longer than ${timeoutMs} ms`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', cancel);
    await endAll(second ? [second, first] : [first]);
  }
}

/** The last is then the one that the pool gives out next, which knows what it was asked. */
async function endAll(sessions: readonly Session[]): Promise<void> {
  const ended = await Promise.all(sessions.map((session) => session.end()));
  for (const giveBack of ended) giveBack();
}

/** A connection in a transaction of its own. */
interface Session {
  readonly processID: number;
  read<Row>(query: RawBuilder<Row>, plans: Plans | undefined): Promise<Row[]>;
  /** Ends the transaction. @returns gives the connection back */
  end(): Promise<() => void>;
}

const beginReading: Companion = { name: 'interlock_begin_reading', text: 'begin read only', begins: true };

/** Of the transaction. */
function settingsOf(settings: Readonly<Record<string, string | number>>): Companion {
  return {
    name: 'interlock_settings',
    text: 'select set_config(name, value, true) from unnest($1::text[], $2::text[]) setting (name, value)',
    values: [`{${Object.keys(settings).join(',')}}`, `{${Object.values(settings).join(',')}}`],
  };
}

/** @param until by `performance.now()` */
async function openSession(db: Database, { timeoutMs, signal }: ReadLimits, until: number): Promise<Session> {
  const client = (await db.pool.connect()) as pg.PoolClient & DatabaseClient;
  const { processID } = client as unknown as { processID: number };
  let allowedMs = timeoutMs;
  let planned: Plans | undefined;
  let broken: Error | undefined;
  client.sendWithNext(beginReading);
  client.sendWithNext(settingsOf({ statement_timeout: timeoutMs, jit: 'off', max_parallel_workers_per_gather: 0 }));

  /** Lets the next statement take no longer than what is left; quick reads, which are nearly all, don't ask PostgreSQL for that. */
  function limitNext(): void {
    const leftMs = Math.ceil(until - performance.now());
    if (leftMs <= 0) throw new ReadTimeoutError(`The statements took longer than ${timeoutMs} ms`);
    if (allowedMs - leftMs <= timeoutMs / 10) return;
    client.sendWithNext(settingsOf({ statement_timeout: leftMs }));
    allowedMs = leftMs;
  }

  function planBy(next: Plans | undefined): void {
    if (next === planned) return;
    const plan_cache_mode = next?.areKept ? 'force_generic_plan' : 'auto';
    client.sendWithNext(settingsOf({ ...allowed(planned), ...next?.settings, plan_cache_mode }));
    planned = next;
  }

  return {
    processID,
    async read<Row>(query: RawBuilder<Row>, plans: Plans | undefined) {
      requirePresent(signal);
      try {
        limitNext();
        planBy(plans);
        const { sql: text, parameters } = query.compile(db.kysely);
        const { rows } = await client.queryKept(text, [...parameters], plans?.areKept ? plans.name : undefined);
        return rows as Row[];
      } catch (error) {
        // The connection would go on refusing what it has prepared.
        if (isStalePlan(error)) broken = error as Error;
        throw error;
      }
    },
    async end() {
      await client.query('rollback', []).catch((error) => {
        if (error.code !== notUsable) broken = error;
      });
      // A cancel that is still under way must not meet the next user of this connection.
      return () => client.release(signal?.aborted ? true : broken);
    },
  };
}

function requirePresent(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ReadAbandonedError('The client left');
}

/** Whether there is a connection to spare, and hardly anybody else to make use of another core. */
function isCalm({ totalCount, idleCount, waitingCount, options: { min = 0, max } }: pg.Pool): boolean {
  // One that is opened for this is kept, as at first it takes longer than it saves.
  return (idleCount > 0 || totalCount < min) && waitingCount === 0 && totalCount - idleCount <= max / 4;
}

/** What the plans before had turned off. */
function allowed(plans: Plans | undefined): Record<string, 'on'> {
  return Object.fromEntries(Object.keys(plans?.settings ?? {}).map((name) => [name, 'on']));
}
