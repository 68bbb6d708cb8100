/** The statements that write one record. They know nothing of requests, etags or actions. */
import { type RawBuilder, sql } from 'kysely';
import { onceFor } from '../record-types/once-for.ts';
import type { JoinField, RecordRow, RecordType } from '../record-types/record-type.ts';
import { type Statement, statement } from '../storage/statement.ts';
import type { Queryable } from '../storage/tables.ts';
import type { Noted } from './guard.ts';
import { drawRandomBytes } from './random-bytes.ts';
import { rowAlias, rowColumns } from './row-sql.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Written {
  readonly row: RecordRow;
  readonly noted?: Noted;
}

/** No field has a name like this. */
const notesColumn = 'written_notes';

const jsonKinds = new Set(['ATTRIBUTES', 'RICH_TEXT', 'JSON']);
const alias = sql.ref(rowAlias);

/**
 * @param personId null when nobody in particular does it.
 * @param notes an expression that is answered along.
 */
export async function insertRecord(
  tx: Queryable,
  type: RecordType,
  values: Values,
  personId: number | null,
  notes?: RawBuilder<unknown>,
): Promise<Written> {
  const columns = storedColumns(type, values);
  const insert = prepared('insert', type, columns, notes, (value) => {
    const names = ['etag', 'created_by_id', 'updated_by_id', ...columns.map(({ column }) => column)];
    return sql<RecordRow>`
      insert into ${sql.table(type.table)} as ${alias} (${sql.join(names.map((name) => sql.ref(name)))})
      values (${sql.join([value[0], value[1], value[1], ...columns.map((_, n) => value[2 + n])])})
      returning ${returned(type, notes)}`;
  });
  const { rows } = await insert(tx, [newEtag(), personId, ...columns.map(({ value }) => value)]);
  return apart(rows[0]!, notes);
}

/** Writes the given values, and a new etag and audit fields in any case. */
export async function updateRecord(
  tx: Queryable,
  type: RecordType,
  id: number,
  values: Values,
  personId: number | null,
  notes?: RawBuilder<unknown>,
): Promise<Written> {
  const columns = storedColumns(type, values);
  const update = prepared('update', type, columns, notes, (value) => {
    const assignments = columns.map(({ column }, n) => sql`${sql.ref(column)} = ${value[3 + n]}`);
    return sql<RecordRow>`
      update ${sql.table(type.table)} as ${alias}
      set ${sql.join([sql`etag = ${value[0]}`, sql`updated_at = now()`, sql`updated_by_id = ${value[1]}`, ...assignments])}
      where t.id = ${value[2]}
      returning ${returned(type, notes)}`;
  });
  const { rows } = await update(tx, [newEtag(), personId, id, ...columns.map(({ value }) => value)]);
  return apart(rows[0]!, notes);
}

type Writing = Statement<readonly unknown[], RecordRow>;
const writingsOf = onceFor((_: RecordType) => onceFor((_notes: object) => new Map<string, Writing>()));
/** Of one type: which columns are written together is up to the clients. With one more, all are made anew. */
const maxWritings = 200;
const noNotes = {};

/** The statement that writes these columns, put together when they are first written together. */
function prepared(
  kind: 'insert' | 'update',
  type: RecordType,
  columns: readonly StoredColumn[],
  notes: RawBuilder<unknown> | undefined,
  build: (values: readonly unknown[]) => RawBuilder<RecordRow>,
): Writing {
  const known = writingsOf(type)(notes ?? noNotes);
  const key = `${kind} ${columns.map(({ column }) => column).join(' ')}`;
  const before = known.get(key);
  if (before) return before;
  if (known.size === maxWritings) known.clear();
  const writing = statement(build);
  known.set(key, writing);
  return writing;
}

function returned(type: RecordType, notes: RawBuilder<unknown> | undefined): RawBuilder<unknown> {
  return notes ? sql`${rowColumns(type)}, ${notes} as ${sql.ref(notesColumn)}` : rowColumns(type);
}

function apart(written: RecordRow, notes: RawBuilder<unknown> | undefined): Written {
  if (!notes) return { row: written };
  const { [notesColumn]: answer, ...row } = written;
  return { row: row as RecordRow, noted: { answer, atMs: performance.now() } };
}

export async function deleteRecords(tx: Queryable, type: RecordType, ids: readonly number[]): Promise<void> {
  await sql`delete from ${sql.table(type.table)} where id = any(${ids})`.execute(tx);
}

/**
 * Reads a record and keeps others from changing it until the transaction ends. For an update they may still refer to
 * it, which spares changes of its parts from waiting.
 */
export async function lockRecord(
  tx: Queryable,
  type: RecordType,
  id: number,
  purpose: 'update' | 'delete',
): Promise<RecordRow | undefined> {
  const { rows } = await locking(type)[purpose](tx, { id });
  return rows[0];
}

const locking = onceFor((type: RecordType) => {
  const lock = (strength: RawBuilder<unknown>) =>
    statement(
      ({ id }: { id: number }) => sql<RecordRow>`
        select ${rowColumns(type)} from ${sql.table(type.table)} as ${alias} where t.id = ${id} for ${strength} of ${alias}`,
    );
  return { update: lock(sql`no key update`), delete: lock(sql`update`) };
});

/** Makes `ids` the only ones that the record is joined with. */
export async function writeJoins(tx: Queryable, join: JoinField, id: number, ids: readonly number[]): Promise<void> {
  const table = sql.table(join.table);
  const near = sql.ref(join.near);
  const far = sql.ref(join.far);
  await sql`delete from ${table} where ${near} = ${id} and ${far} <> all(${ids}::int[])`.execute(tx);
  if (ids.length === 0) return;
  await sql`insert into ${table} (${near}, ${far}) select ${id}, * from unnest(${ids}::int[]) on conflict do nothing`.execute(
    tx,
  );
}

interface StoredColumn {
  readonly column: string;
  readonly value: unknown;
}

/** What is written where; JSON is passed as text, which the driver would else take for an array. */
function storedColumns(type: RecordType, values: Values): StoredColumn[] {
  return type.columns
    .filter((field) => values[field.key] !== undefined)
    .map((field) => {
      const value = values[field.key];
      return {
        column: field.column,
        value: jsonKinds.has(field.kind) && value !== null ? JSON.stringify(value) : value,
      };
    });
}

/** Unguessable, so nobody updates a record they have not read. */
function newEtag(): string {
  return drawRandomBytes(9).toString('base64url');
}
