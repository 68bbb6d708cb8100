// The one way to PostgreSQL: a pool of `pg` connections with Kysely on top, for the embedded server and for DATABASE_URL alike.
//
// Values come back as: int8 and numeric as number (quantities are float8, so nothing here needs more than 53 bits),
// timestamptz as Date, date as 'YYYY-MM-DD', jsonb parsed. Sessions run in UTC. Repeated queries are prepared.

import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { databaseClient } from './database-client.ts';
import { createKeptNames } from './kept-names.ts';
import { createStatementNames } from './statement-names.ts';
import type { Tables } from './tables.ts';

/** Where a database is: an embedded server's socket folder and names, or a URL as in DATABASE_URL. */
export interface DatabaseLocation {
  connectionString?: string;
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
}

export interface DatabaseOptions extends DatabaseLocation {
  /** Connections the pool opens at most; further queries wait for one. */
  maxConnections: number;
  /** Told of a connection that broke while idle (the server restarted, say); the pool has already replaced it. */
  onConnectionLost?: (error: Error) => void;
}

export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly pool: pg.Pool;
  /** Waits for running queries and closes every connection; calling it again does nothing. */
  close(): Promise<void>;
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.DATE, String],
]);

const arrayParsers = new Map<number, (text: string) => unknown>([
  [1016, parseArrayOf(Number)], // int8[]
  [1231, parseArrayOf(Number)], // numeric[]
  [1182, parseArrayOf(String)], // date[]
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : (parsers.get(oid) ?? arrayParsers.get(oid));
    return own ?? pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** How long a query waits for a connection, be the pool exhausted or the server away, before it fails. */
const CONNECT_TIMEOUT_MS = 10_000;
/**
 * A new connection knows neither tables nor plans: the first list of logs on one takes 150 ms, on one in use 20. People pause for
 * longer than the driver's ten seconds, so a few are kept for good, and those of a busy hour for a while.
 */
const KEPT_CONNECTIONS = 4;
const IDLE_CONNECTION_MS = 10 * 60_000;
/** A node that fell silent in the middle of a transaction keeps its locks no longer than this; no chain runs as long. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/** Opens no connection yet: the first query does. */
export function connectDatabase({ maxConnections, onConnectionLost, ...location }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    application_name: 'interlock',
    options: `-c TimeZone=UTC -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
    min: Math.min(KEPT_CONNECTIONS, maxConnections),
    max: maxConnections,
    types,
    Client: databaseClient(createStatementNames(), createKeptNames()),
    ...location,
  });
  let closed: Promise<void> | undefined;
  pool.on('error', (error) => {
    if (!closed) onConnectionLost?.(error); // the pool lets go of its connections before the server has seen them end
  });
  // A connection in use tells its query when it breaks; between two queries of a transaction nobody else would be told, and
  // Node would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kysely,
    pool,
    close() {
      closed ??= kysely.destroy().then(() => (pool.ended ? undefined : pool.end()));
      return closed;
    },
  };
}

function parseArrayOf<T>(parseItem: (text: string) => T): (text: string) => unknown {
  const TEXT_ARRAY = 1009;
  const parseItems = pg.types.getTypeParser(TEXT_ARRAY as 17) as unknown as (text: string) => (string | null)[];
  return (text) => parseItems(text).map((item) => (item === null ? null : parseItem(item)));
}
