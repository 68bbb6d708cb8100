import type { ColumnField, JoinField, RecordType } from '../record-types/record-type.ts';
import { BadInputError } from './errors.ts';
import { parseRelation, parseValue } from './parse-value.ts';

/** Values of a record as a client writes them: by field name, relations by `<name>Id`. */
export type RecordInput = Readonly<Record<string, unknown>>;

export interface ParsedInput {
  /** By key, as they are stored; only what was given. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly joins: ReadonlyMap<JoinField, readonly number[]>;
}

/** Values for a new record: defaults filled in, required ones present. @throws BadInputError */
export function parseCreateInput(type: RecordType, input: RecordInput): ParsedInput {
  const { values, joins } = parseGiven(type, input);
  const complete: Record<string, unknown> = {};
  for (const field of type.columns) {
    complete[field.key] = values[field.key] ?? initialValue(field);
  }
  return { values: complete, joins };
}

/** Values to change: what is left out stays. @throws BadInputError */
export function parseUpdateInput(type: RecordType, input: RecordInput): ParsedInput {
  for (const field of type.columns) {
    if (field.createOnly && input[field.key] !== undefined) {
      throw new BadInputError(`${type.label}: ${field.key} is set when a record is created and can't be changed later`);
    }
  }
  return parseGiven(type, input);
}

/** @throws BadInputError when a required field has no value. Called once cascades had their chance to fill it. */
export function requireComplete(type: RecordType, values: Readonly<Record<string, unknown>>): void {
  for (const field of type.columns) {
    if (field.required && (values[field.key] === null || (field.kind === 'STRING' && values[field.key] === ''))) {
      throw new BadInputError(`${type.label}: ${field.key} is required and can't be empty`);
    }
  }
}

function initialValue(field: ColumnField): unknown {
  if (field.kind === 'ATTRIBUTES') return [];
  return field.default ?? null;
}

function parseGiven(type: RecordType, input: RecordInput): ParsedInput {
  const values: Record<string, unknown> = {};
  const joins = new Map<JoinField, readonly number[]>();
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const column = type.columns.find((field) => field.key === key);
    if (column) {
      values[key] =
        value === null ? emptied(column) : inType(type, () => parseValue(column, value, isUnique(type, column)));
      continue;
    }
    const join = type.joins.find((field) => field.settable && field.key === key);
    if (!join) throw new BadInputError(`${type.label} has no field ${key} that can be set`);
    joins.set(
      join,
      inType(type, () => parseIds(join, value)),
    );
  }
  return { values, joins };
}

function emptied(field: ColumnField): unknown {
  return field.kind === 'ATTRIBUTES' ? [] : null;
}

function parseIds(join: JoinField, value: unknown): number[] {
  const items = value === null ? [] : Array.isArray(value) ? value : [value];
  return [...new Set(items.map((item) => parseRelation(join.key, join.to, item)))].sort((a, b) => a - b);
}

function isUnique(type: RecordType, field: ColumnField): boolean {
  return type.unique.some((names) => names.includes(field.name));
}

function inType<Value>(type: RecordType, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw error instanceof BadInputError ? new BadInputError(`${type.label}: ${error.message}`) : error;
  }
}
