// Fills an empty database from a backup, all of it or nothing: the schema as it was, the rows, then the foreign keys, in one
// transaction. The next start applies what a newer Interlock adds.

import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { type BackupEnd, type BackupHeader, type BackupSummary, type BackupTable, inBatches } from './backup.ts';
import type { DatabaseLocation } from './database.ts';
import { type Migration, readMigrations } from './migrate.ts';
import { StorageError } from './storage-error.ts';

type Line = BackupHeader | BackupTable | BackupEnd | string[];

const dayMs = 24 * 60 * 60 * 1000;
const lineFeed = 0x0a;

/** @throws StorageError when the database is not empty, or the file is no backup, not whole, or of a newer Interlock. */
export async function restoreBackup(location: DatabaseLocation, input: Readable): Promise<BackupSummary> {
  const client = new pg.Client({ ...location, application_name: 'interlock restore', options: '-c TimeZone=UTC' });
  await client.connect();
  try {
    await client.query('begin');
    await requireEmpty(client);
    const summary = await load(client, readLines(input));
    await client.query('commit');
    return summary;
  } finally {
    await client.end();
  }
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') limit 1`,
  );
  if (rowCount)
    throw new StorageError(
      'A backup is only restored into an empty database, and this one has tables. Set DATA_DIR to a new folder, or DATABASE_URL to a new database.',
    );
}

async function* readLines(input: Readable): AsyncGenerator<Line> {
  const unzip = createGunzip();
  input.on('error', (error) => unzip.destroy(error));
  try {
    for await (const line of splitLines(input.pipe(unzip))) yield JSON.parse(line) as Line;
  } catch (error) {
    throw new StorageError(`This file is no backup of Interlock, or is damaged: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** At line feeds alone: the texts in a line may hold whatever else ends lines elsewhere (U+2028, say), where node:readline splits from Node 24 on. */
async function* splitLines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const piece of input) {
    let start = 0;
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, start)) {
      yield Buffer.concat([...begun, piece.subarray(start, end)]).toString('utf8');
      begun = [];
      start = end + 1;
    }
    if (start < piece.length) begun.push(piece.subarray(start));
  }
  if (begun.length) yield Buffer.concat(begun).toString('utf8');
}

async function load(client: pg.Client, lines: AsyncGenerator<Line>): Promise<BackupSummary> {
  const summary = { rows: 0, tables: 0 };
  let header: BackupHeader | undefined;
  let insert = '';
  /** What is taken away for the time of the load, as statements that bring it back. */
  let checks: string[] = [];
  for await (const line of lines) {
    if (!header) {
      if (!('interlockBackup' in line) || line.interlockBackup !== 1)
        throw new StorageError('This file is no backup of Interlock, or one of a newer version.');
      header = line;
      await makeSchema(client, header);
      checks = [...(await dropForeignKeys(client)), ...(await disableTriggers(client))];
    } else if (Array.isArray(line)) {
      // A line of an older backup may have hundreds of long rows.
      for await (const rows of inBatches(line)) await client.query(insert, [rows]);
      summary.rows += line.length;
    } else if ('table' in line) {
      insert = insertOf(line);
      summary.tables += 1;
    } else if ('end' in line) {
      if (line.rows !== summary.rows)
        throw new StorageError(`The backup is damaged: it has ${summary.rows} rows of ${line.rows}.`);
      for (const bringBack of checks) await client.query(bringBack);
      for (const [name, value] of Object.entries(header.sequences)) {
        await client.query('select setval($1::regclass, $2)', [pg.escapeIdentifier(name), value]);
      }
      return summary;
    }
  }
  throw new StorageError('The backup is not whole: its end is missing. Nothing was restored.');
}

/** As it was when the backup was made, without the rows that migrations bring; the backup has them. */
async function makeSchema(client: pg.Client, { migrations: names, logDays }: BackupHeader): Promise<void> {
  const known = new Map((await readMigrations()).map((migration) => [migration.name, migration]));
  const unknown = names.find((name) => !known.has(name));
  if (unknown)
    throw new StorageError(
      `The backup was made by a newer Interlock: it has the migration ${unknown}, which this version does not know.`,
    );
  await client.query(`create table schema_migration (
    name text primary key, sha256 text not null, applied_at timestamptz(3) not null default now())`);
  for (const { name, sql, sha256 } of names.map((name) => known.get(name) as Migration)) {
    await client.query(sql);
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
  }
  for (const { name } of await findTables(client)) {
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount) await client.query(`truncate ${name} cascade`);
  }
  for (const day of logDays) await makeLogDay(client, day);
}

/** Names are ready to be used in SQL. */
async function findTables(client: pg.Client): Promise<{ name: string; hasTriggers: boolean }[]> {
  const { rows } = await client.query<{ name: string; hasTriggers: boolean }>(`
    select oid::regclass::text as name,
      exists (select from pg_trigger where tgrelid = pg_class.oid and not tgisinternal) as "hasTriggers"
    from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname <> 'schema_migration'`);
  return rows;
}

async function makeLogDay(client: pg.Client, day: string): Promise<void> {
  const start = new Date(day.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3T00:00:00Z'));
  const [from, to] = [start, new Date(start.getTime() + dayMs)].map((moment) => pg.escapeLiteral(moment.toISOString()));
  for (const table of ['execution_log', 'execution_log_body']) {
    const name = pg.escapeIdentifier(`${table}_${day}`);
    await client.query(`create table if not exists ${name} partition of ${table} for values from (${from}) to (${to})`);
  }
}

/** Records refer to each other in circles, so the keys come back when all rows are there. @returns how. */
async function dropForeignKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace`);
  for (const { table, name } of rows) {
    await client.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(name)}`);
  }
  return rows.map(
    ({ table, name, definition }) => `alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`,
  );
}

/** What they do was done when the rows were first written. @returns how they are enabled again. */
async function disableTriggers(client: pg.Client): Promise<string[]> {
  const tables = (await findTables(client)).filter(({ hasTriggers }) => hasTriggers);
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
  return tables.map(({ name }) => `alter table ${name} enable trigger user`);
}

function insertOf({ table, columns }: BackupTable): string {
  const name = pg.escapeIdentifier(table);
  const names = columns.map((column) => pg.escapeIdentifier(column));
  // "offset 0" keeps the text of a row from being read once for each column.
  return `insert into ${name} (${names.join(', ')}) overriding system value
    select ${names.map((column) => `(row).${column}`).join(', ')}
    from (select text::${name} as row from unnest($1::text[]) text offset 0) rows`;
}
