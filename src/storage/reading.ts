// Reading with limits: one connection and transaction, a time limit for all its statements together, and an end at once when
// nobody waits for the answer any more.

import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';

export interface ReadLimits {
  /** For all statements together; a tenth more at most. */
  timeoutMs: number;
  /** Aborted when the client leaves; what runs is then cancelled in the database. */
  signal?: AbortSignal;
}

/** Runs one query; its text is not prepared, so it may differ from day to day without using up names. */
export type Read = <Row>(query: RawBuilder<Row>) => Promise<Row[]>;

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
  work: (read: Read) => Promise<Result>,
): Promise<Result> {
  const requireClient = () => {
    if (signal?.aborted) throw new ReadAbandonedError('The client left');
  };
  requireClient();
  const client = await db.pool.connect();
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
    return await work(async <Row>(query: RawBuilder<Row>) => {
      requireClient();
      await limitNext();
      const { sql: text, parameters } = query.compile(db.kysely);
      const { rows } = await client.query({ text, values: [...parameters] });
      return rows as Row[];
    });
  } catch (error) {
    requireClient();
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
