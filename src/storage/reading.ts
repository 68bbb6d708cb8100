// Reading with limits: one connection and transaction, a time limit a statement, and an end at once when nobody waits for
// the answer any more.

import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';

export interface ReadLimits {
  statementTimeoutMs: number;
  /** Aborted when the client leaves; what runs is then cancelled in the database. */
  signal?: AbortSignal;
}

/** Runs one query; its text is not prepared, so it may differ from day to day without using up names. */
export type Read = <Row>(query: RawBuilder<Row>) => Promise<Row[]>;

/** The client left; there is nobody to tell. */
export class ReadAbandonedError extends Error {
  override name = 'ReadAbandonedError';
}

const notUsable = '25P02';

/** @throws ReadAbandonedError, and PostgreSQL's 57014 when a statement took too long */
export async function withReading<Result>(
  db: Database,
  { statementTimeoutMs, signal }: ReadLimits,
  work: (read: Read) => Promise<Result>,
): Promise<Result> {
  const requireClient = () => {
    if (signal?.aborted) throw new ReadAbandonedError('The client left');
  };
  requireClient();
  const client = await db.pool.connect();
  const { processID } = client as unknown as { processID: number };
  const cancel = () => void db.pool.query('select pg_cancel_backend($1)', [processID]).catch(() => {});
  let broken: Error | undefined;
  try {
    requireClient();
    signal?.addEventListener('abort', cancel, { once: true });
    await client.query(
      `begin read only; set local statement_timeout = ${statementTimeoutMs}; set local jit = off; set local max_parallel_workers_per_gather = 0`,
    );
    return await work(async <Row>(query: RawBuilder<Row>) => {
      requireClient();
      const { sql: text, parameters } = query.compile(db.kysely);
      const { rows } = await client.query({ text, values: [...parameters] });
      return rows as Row[];
    });
  } catch (error) {
    requireClient();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
    await client.query('rollback').catch((error) => {
      if (error.code !== notUsable) broken = error;
    });
    // A cancel that is still under way must not meet the next user of this connection.
    client.release(signal?.aborted ? true : broken);
  }
}
