/**
 * What goes when a record is deleted: the record and its parts, parts before the whole. A record that something else
 * still refers to stays, and the refusal names what refers to it.
 */
import { type RawBuilder, sql } from 'kysely';
import type { BelongsToField, RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes, Reference } from '../record-types/record-types.ts';
import type { Queryable } from '../storage/tables.ts';
import { BadInputError } from './errors.ts';
import { columnSql, rowAlias, rowColumns } from './row-sql.ts';

export interface Victim {
  readonly type: RecordType;
  readonly row: RecordRow;
}

const maxDepth = 100;

/** Locks the parts. @throws BadInputError when something that stays refers to the record or a part of it. */
export async function planDelete(tx: Queryable, recordTypes: RecordTypes, whole: Victim): Promise<Victim[]> {
  const victims = await collectParts(tx, recordTypes, whole);
  await refuseReferenced(tx, recordTypes, whole, victims);
  return victims;
}

/** Level by level; a part found again further down moves there, so that parts always come before their whole. */
async function collectParts(tx: Queryable, recordTypes: RecordTypes, whole: Victim): Promise<Victim[]> {
  const found = new Map<string, Victim>();
  let level: Victim[] = [whole];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth)
      throw new BadInputError(`${whole.type.label} ${whole.row.id} has parts nested over ${maxDepth} deep`);
    for (const victim of level) {
      const key = `${victim.type.name} ${victim.row.id}`;
      found.delete(key);
      found.set(key, victim);
    }
    const next: Victim[] = [];
    for (const [type, ids] of idsByType(level)) {
      for (const reference of recordTypes.referencesTo(type)) {
        if (reference.field.partOf) next.push(...(await lockParts(tx, reference, ids)));
      }
    }
    level = next;
  }
  return [...found.values()].reverse();
}

async function lockParts(tx: Queryable, { type, field }: Reference, wholeIds: number[]): Promise<Victim[]> {
  const { rows } = await sql<RecordRow>`
    select ${rowColumns(type)} from ${sql.table(type.table)} as ${sql.ref(rowAlias)}
    where ${columnSql(type, field.key, rowAlias)} = any(${wholeIds}) and ${partCondition(type, field)}
    order by t.id desc for update of ${sql.ref(rowAlias)}`.execute(tx);
  return rows.map((row) => ({ type, row }));
}

function partCondition(type: RecordType, { partOf }: BelongsToField): RawBuilder<unknown> {
  if (typeof partOf !== 'object') return sql`true`;
  const conditions = Object.entries(partOf.when).map(
    ([key, value]) => sql`${columnSql(type, key, rowAlias)} = ${value}`,
  );
  return sql.join(conditions, sql` and `);
}

interface Remaining {
  readonly label: string;
  readonly id: number;
  readonly field: string;
  readonly target: number;
}

async function refuseReferenced(
  tx: Queryable,
  recordTypes: RecordTypes,
  whole: Victim,
  victims: readonly Victim[],
): Promise<void> {
  const gone = idsByType(victims);
  const questions: RawBuilder<Remaining>[] = [];
  for (const [type, ids] of gone) {
    for (const { type: from, field } of recordTypes.referencesTo(type)) {
      questions.push(sql`(select ${sql.lit(from.label)} as label, id, ${sql.lit(field.name)} as field, ${sql.ref(field.column)} as target
        from ${sql.table(from.table)} where ${sql.ref(field.column)} = any(${ids}) and id <> all(${gone.get(from) ?? []}::int[]) limit 4)`);
    }
    for (const from of recordTypes.all) {
      for (const join of from.joins) {
        if (!join.settable || join.to !== type.name || from === type) continue;
        questions.push(sql`(select ${sql.lit(from.label)} as label, ${sql.ref(join.near)} as id, ${sql.lit(join.name)} as field,
          ${sql.ref(join.far)} as target from ${sql.table(join.table)} where ${sql.ref(join.far)} = any(${ids}) limit 4)`);
      }
    }
  }
  if (questions.length === 0) return;
  const { rows } = await sql<Remaining>`
    select * from (${sql.join(questions, sql` union all `)}) as remaining limit 4`.execute(tx);
  if (rows.length > 0) throw new BadInputError(refusal(whole, rows));
}

function refusal({ type, row }: Victim, remaining: readonly Remaining[]): string {
  const named = remaining.slice(0, 3).map(({ label, id, field }) => `${label} ${id} (${field})`);
  const more = remaining.length > 3 ? ' and more' : '';
  const verb = remaining.length === 1 ? 'refers' : 'refer';
  return (
    `${type.label} ${row.id} can't be deleted: ${named.join(', ')}${more} still ${verb} to it or to a part of it. ` +
    'Delete or change what refers to it first.'
  );
}

/** @returns what to throw when the database found a reference that the plan could not see. */
export function explainDeleteError(error: unknown, { type, row }: Victim): unknown {
  const { code, table } = error as { code?: string; table?: string };
  if (code !== '23503') return error;
  return new BadInputError(`${type.label} ${row.id} can't be deleted: records of ${table} still refer to it.`, {
    cause: error,
  });
}

function idsByType(victims: readonly Victim[]): Map<RecordType, number[]> {
  const ids = new Map<RecordType, number[]>();
  for (const { type, row } of victims) ids.set(type, [...(ids.get(type) ?? []), row.id]);
  return ids;
}
