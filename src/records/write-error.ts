/** PostgreSQL's refusals of a written record in the words of its sender. */
import type { RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { BadInputError } from './errors.ts';

interface DatabaseRefusal {
  readonly code: string;
  readonly constraint?: string;
  readonly column?: string;
  readonly detail?: string;
  readonly message: string;
}

type Values = Readonly<Record<string, unknown>>;

/** @returns what to throw: a BadInputError when the record can't be as it is, else the error itself. */
export function explainWriteError(error: unknown, recordTypes: RecordTypes, type: RecordType, values: Values): unknown {
  const refusal = error as DatabaseRefusal;
  const bad = (message: string) => new BadInputError(`${type.label}: ${message}`, { cause: error });
  switch (refusal.code) {
    case '23505':
      return bad(explainUnique(type, refusal, values));
    case '23503':
      return bad(explainForeignKey(recordTypes, type, refusal, values));
    case '23502':
      return bad(`${refusal.column} is required and can't be empty`);
    case '23514':
      return bad(`a value is not possible (${refusal.constraint})`);
    case '22003':
    case '54000':
      return bad(`a value is too large (${refusal.message})`);
    default:
      return error;
  }
}

function explainUnique(type: RecordType, { constraint, detail }: DatabaseRefusal, values: Values): string {
  const names = type.unique.find((fields) => constraint === uniqueConstraintName(type, fields));
  if (!names) return `a value is taken (${detail ?? constraint})`;
  const keys = names.map((name) => type.columns.find((field) => field.name === name)!.key);
  const taken = keys.map((key) => `${key} ${JSON.stringify(values[key] ?? null)}`).join(' with ');
  return `${taken} is taken by another record: choose another ${keys.join(' or ')}`;
}

function uniqueConstraintName(type: RecordType, fields: readonly string[]): string {
  const columns = fields.map((name) => type.columns.find((field) => field.name === name)!.column);
  return `${type.table}_${columns.join('_')}_key`;
}

function explainForeignKey(
  recordTypes: RecordTypes,
  type: RecordType,
  refusal: DatabaseRefusal,
  values: Values,
): string {
  for (const field of type.columns) {
    if (field.kind === 'RELATION' && refusal.constraint === `${type.table}_${field.column}_fkey`) {
      return `${field.key} ${values[field.key]}: no ${recordTypes.named(field.to).label} has this id`;
    }
  }
  const join = type.joins.find((candidate) => refusal.constraint === `${candidate.table}_${candidate.far}_fkey`);
  if (join) {
    const id = /=\((\d+)\)/.exec(refusal.detail ?? '')?.[1];
    return `${join.key} ${id}: no ${recordTypes.named(join.to).label} has this id`;
  }
  return `a relation is not possible (${refusal.detail ?? refusal.constraint})`;
}

/** Two transactions got in each other's way; running the losing one again is safe. */
export function isConflict(error: unknown): boolean {
  const code = (error as DatabaseRefusal | undefined)?.code;
  return code === '40001' || code === '40P01';
}
