/** The statements that write one record. They know nothing of requests, etags or actions. */
import { type RawBuilder, sql } from 'kysely';
import { onceFor } from '../record-types/once-for.ts';
import type { JoinField, RecordRow, RecordType } from '../record-types/record-type.ts';
import { type Statement, statement } from '../storage/statement.ts';
import type { Queryable } from '../storage/tables.ts';
import type { Confirmation, Noted } from './guard.ts';
import { drawRandomBytes } from './random-bytes.ts';
import { recordKeys, rowAlias, rowColumns, rowColumnsBefore } from './row-sql.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Written {
  readonly row: RecordRow;
  readonly noted?: Noted;
  /** What was answered to the question of a Confirmation. */
  readonly personNow?: unknown;
}

/**
 * What a statement that writes a record answers beside it: as of when it began. Of one that took long, as it waited for another
 * change perhaps, the answers are not given, so that nothing counts that is older.
 */
export interface Along {
  readonly notes?: RawBuilder<unknown>;
  readonly confirmation?: Confirmation;
}

const MAX_AGE_MS = 100;
/** No fields have names like these. */
const notesColumn = 'written_notes';
const personColumn = 'person_now';

const jsonKinds = new Set(['ATTRIBUTES', 'RICH_TEXT', 'JSON']);
const alias = sql.ref(rowAlias);

/**
 * @param personId null when nobody in particular does it.
 * @param along what else is to be answered
 */
export async function insertRecord(
  tx: Queryable,
  type: RecordType,
  values: Values,
  personId: number | null,
  along: Along = {},
): Promise<Written> {
  const columns = storedColumns(type, values);
  const written = await write('insert', tx, type, columns, along, [newEtag(), personId, null, null], (given) => {
    const names = ['etag', 'created_by_id', 'updated_by_id', ...columns.map(({ column }) => column)];
    return sql`
      insert into ${sql.table(type.table)} as ${alias} (${sql.join(names.map((name) => sql.ref(name)))})
      values (${sql.join([given[ETAG], given[PERSON], given[PERSON], ...columns.map((_, n) => given[VALUES + n])])})`;
  });
  return apart(written!);
}

/** Writes the given values, and a new etag and audit fields in any case. */
export async function updateRecord(
  tx: Queryable,
  type: RecordType,
  id: number,
  values: Values,
  personId: number | null,
  along: Along = {},
): Promise<Written> {
  const columns = storedColumns(type, values);
  const written = await write('update', tx, type, columns, along, [newEtag(), personId, id, null], (given) => {
    return sql`update ${sql.table(type.table)} as ${alias} set ${assignments(columns, given)} where t.id = ${given[ID]}`;
  });
  return apart(written!);
}

export interface Replaced extends Written {
  /** As it was. */
  readonly old: RecordRow;
}

/** The first version of PostgreSQL that answers what a statement replaced: https://www.postgresql.org/docs/18/dml-returning.html */
export const replacesSince = 18;

/**
 * Locks and writes a record in one statement, where `updateRecord` needs `lockRecord` before it.
 * @param values at least one
 * @param etag that of the record as its sender read it
 * @returns undefined, with nothing written or locked, when the record is not there, has another etag, or has these values already.
 */
export async function replaceRecord(
  tx: Queryable,
  type: RecordType,
  { id, etag }: { id: number; etag: string },
  values: Values,
  personId: number | null,
  along: Along = {},
): Promise<Replaced | undefined> {
  const columns = storedColumns(type, values);
  const written = await write('replace', tx, type, columns, along, [newEtag(), personId, id, etag], (given) => {
    const differs = columns.map(({ column }, n) => sql`t.${sql.ref(column)} is distinct from ${given[VALUES + n]}`);
    return sql`
      update ${sql.table(type.table)} as ${alias} set ${assignments(columns, given)}
      where t.id = ${given[ID]} and t.etag = ${given[ETAG_BEFORE]} and (${sql.join(differs, sql` or `)})`;
  });
  if (!written) return undefined;
  const row: Record<string, unknown> = {};
  const old: Record<string, unknown> = {};
  for (const { key, before } of recordKeys(type)) {
    row[key] = written.row[key];
    old[key] = written.row[before];
  }
  return { ...written, row: row as RecordRow, old: old as RecordRow };
}

function assignments(columns: readonly StoredColumn[], given: Given): RawBuilder<unknown> {
  const audit = [sql`etag = ${given[ETAG]}`, sql`updated_at = now()`, sql`updated_by_id = ${given[PERSON]}`];
  return sql.join([...audit, ...columns.map(({ column }, n) => sql`${sql.ref(column)} = ${given[VALUES + n]}`)]);
}

/** What a statement is given, in this order; then the values of its columns. */
type Given = readonly unknown[];
const [ETAG, PERSON, ID, ETAG_BEFORE, VALUES] = [0, 1, 2, 3, 4] as const;

type Writing = Statement<Given, RecordRow>;
const writingsOf = onceFor((_: RecordType) =>
  onceFor((_notes: object) => onceFor((_question: object) => new Map<string, Writing>())),
);
/** Of one type: which columns are written together is up to the clients. With one more, all are made anew. */
const maxWritings = 200;
const none = {};

/** The statement that writes these columns is put together when they are first written together. */
async function write(
  kind: 'insert' | 'update' | 'replace',
  tx: Queryable,
  type: RecordType,
  columns: readonly StoredColumn[],
  { notes, confirmation }: Along,
  given: Given,
  build: (given: Given) => RawBuilder<unknown>,
): Promise<Written | undefined> {
  const known = writingsOf(type)(notes ?? none)(confirmation?.question ?? none);
  const name = `${kind} ${columns.map(({ column }) => column).join(' ')}`;
  let writing = known.get(name);
  if (!writing) {
    if (known.size === maxWritings) known.clear();
    writing = statement((markers) => {
      const answers = [rowColumns(type)];
      if (kind === 'replace') answers.push(rowColumnsBefore(type));
      if (notes) answers.push(sql`${notes} as ${sql.ref(notesColumn)}`);
      if (confirmation) answers.push(sql`${confirmation.question} as ${sql.ref(personColumn)}`);
      return sql<RecordRow>`${build(markers)} returning ${sql.join(answers)}`;
    });
    known.set(name, writing);
  }
  const beganAtMs = performance.now();
  const row = (await writing(tx, [...given, ...columns.map(({ value }) => value)])).rows[0];
  if (!row) return undefined;
  const atMs = performance.now();
  if (atMs - beganAtMs > MAX_AGE_MS) return { row };
  return {
    row,
    noted: notes && { answer: row[notesColumn], atMs },
    personNow: confirmation && row[personColumn],
  };
}

/** Without what was answered along. */
function apart({ row: all, ...answers }: Written): Written {
  const { [notesColumn]: _notes, [personColumn]: _person, ...row } = all;
  return { row: row as RecordRow, ...answers };
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
