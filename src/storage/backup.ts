// A backup: the whole database as it was at one moment, while it goes on being used, in one file that any PostgreSQL that
// Interlock runs on can be filled from. It needs nothing but a connection, so it is also the way from the embedded server to
// another one, and from one major version of PostgreSQL to the next.
//
// The file is gzip of lines of JSON: a header, for each table a line that names it and then its rows (the row's own text, as
// PostgreSQL writes it, some hundred a line, fewer where they are long), and a last line with their number, without which the
// file is not whole.

import type { Writable } from 'node:stream';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import type { DatabaseLocation } from './database.ts';
import { StorageError } from './storage-error.ts';

export interface BackupHeader {
  interlockBackup: 1;
  createdAt: string;
  /** Applied to the database, oldest first. */
  migrations: string[];
  /** Days that had logs, as 20261123. */
  logDays: string[];
  /** By name, where they stand. */
  sequences: Record<string, number>;
}

export interface BackupTable {
  table: string;
  columns: string[];
}

export interface BackupEnd {
  end: true;
  rows: number;
}

export interface BackupSummary {
  rows: number;
  tables: number;
}

interface ShortRow {
  row: string;
}

interface LongRow {
  row: null;
  part: string;
  place: string;
}

/** With what was counted of them. */
const logTables = ['execution_log', 'execution_log_body', 'log_day', 'action_day'];
/** At most this many rows a line. */
const rowsALine = 500;
/** A line ends with the row that reaches this: neither it nor what is fetched at once may become larger than a string can be. */
const enoughCharactersALine = 4 * 1024 * 1024;
/** Longer rows are fetched one by one. */
const longRowBytes = 32 * 1024;

/**
 * Writes the backup to `output` and ends it. Reads in one snapshot, and waits for as long as `output` does.
 * @throws StorageError when the database has nothing of Interlock.
 */
export async function writeBackup(
  location: DatabaseLocation,
  output: Writable,
  { withLogs = true }: { withLogs?: boolean } = {},
): Promise<BackupSummary> {
  const client = new pg.Client({ ...location, application_name: 'interlock backup', options: '-c TimeZone=UTC' });
  await client.connect();
  const summary = { rows: 0, tables: 0 };
  try {
    await client.query('begin isolation level repeatable read read only');
    await requireInterlock(client);
    await pipeline(Readable.from(readLines(client, withLogs, summary)), createGzip({ level: 3 }), output);
    await client.query('commit');
    return summary;
  } finally {
    await client.end();
  }
}

async function requireInterlock(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select to_regclass('schema_migration') is not null as "isThere"`);
  if (rows[0].isThere) return;
  throw new StorageError(
    'There is nothing of Interlock in this database, so there is nothing to back up. Check DATABASE_URL, or DATA_DIR where it is not set.',
  );
}

async function* readLines(client: pg.Client, withLogs: boolean, summary: BackupSummary): AsyncGenerator<string> {
  const line = (value: BackupHeader | BackupTable | BackupEnd | string[]) => `${JSON.stringify(value)}\n`;
  yield line(await readHeader(client));
  for (const { table, columns } of await findTables(client)) {
    if (!withLogs && logTables.includes(table)) continue;
    summary.tables += 1;
    yield line({ table, columns });
    for await (const rows of inBatches(readRows(client, table))) {
      summary.rows += rows.length;
      yield line(rows);
    }
  }
  yield line({ end: true, rows: summary.rows });
}

/** The text of each row. A cursor counts rows and not bytes, so of a long one it gives only where it is. */
async function* readRows(client: pg.Client, table: string): AsyncGenerator<string> {
  const name = pg.escapeIdentifier(table);
  // "offset 0" keeps the text from being made once for each use of it.
  await client.query(`declare rows no scroll cursor for
    select case when octet_length(row) <= ${longRowBytes} then row end as row,
      case when octet_length(row) > ${longRowBytes} then part::regclass::text end as part,
      case when octet_length(row) > ${longRowBytes} then place::text end as place
    from (select t::text as row, tableoid as part, ctid as place from ${name} t offset 0) rows`);
  for (;;) {
    const { rows } = await client.query<ShortRow | LongRow>(`fetch ${rowsALine} from rows`);
    if (!rows.length) break;
    for (const row of rows) yield row.row ?? (await readLongRow(client, name, row));
  }
  await client.query('close rows');
}

/** Of a partition as the row of the whole table that it is. A row stays in its place for as long as our snapshot sees it. */
async function readLongRow(client: pg.Client, name: string, { part, place }: LongRow): Promise<string> {
  const { rows } = await client.query<{ row: string }>(
    `select (t::${name})::text as row from only ${part} t where ctid = $1::tid`,
    [place],
  );
  return rows[0]!.row;
}

/** As many rows as are handled at once. */
export async function* inBatches(rows: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for await (const row of rows) {
    batch.push(row);
    characters += row.length;
    if (batch.length < rowsALine && characters < enoughCharactersALine) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length) yield batch;
}

async function readHeader(client: pg.Client): Promise<BackupHeader> {
  const migrations = await client.query<{ name: string }>('select name from schema_migration order by name');
  const days = await client.query<{ day: string }>(`
    select right(c.relname, 8) as day from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'execution_log'::regclass order by 1`);
  const sequences = await client.query<{ name: string; value: string }>(`
    select sequencename as name, last_value as value from pg_sequences
    where schemaname = current_schema() and last_value is not null`);
  return {
    interlockBackup: 1,
    createdAt: new Date().toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    logDays: days.rows.map(({ day }) => day),
    sequences: Object.fromEntries(sequences.rows.map(({ name, value }) => [name, Number(value)])),
  };
}

/** Ours, without partitions (their rows are the whole's) and the list of migrations (which the header has). */
async function findTables(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'schema_migration' and c.relname !~ '^execution_log(_body)?_[0-9]{8}$'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`);
  return rows;
}
