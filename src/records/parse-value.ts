/**
 * Values of single fields, from what a client wrote to what is stored. Every refusal names the field and the value and says
 * what is possible.
 */
import type { ColumnField, EnumField, ValueField } from '../record-types/record-type.ts';
import { BadInputError } from './errors.ts';
import { maxRecordId, parseId } from './parse-id.ts';
import { requireStorableText } from './parse-text.ts';
import { parseDate, parseDateTime } from './parse-time.ts';

export const maxTextLength = 1_000_000;
export const maxLineLength = 10_000;
/** An indexed text must fit an index entry of 2,704 bytes. */
export const maxIndexedLength = 500;
const maxJsonDepth = 64;

/** @param value never null or undefined. @throws BadInputError */
export function parseValue(field: ColumnField, value: unknown, isUnique = false): unknown {
  switch (field.kind) {
    case 'STRING':
      return parseText(field.key, value, isUnique || field.indexed ? maxIndexedLength : maxLineLength);
    case 'TEXT':
      return parseText(field.key, value, maxTextLength);
    case 'INTEGER':
      return requireMinimum(field, parseInteger(field.key, value));
    case 'FLOAT':
      return requireMinimum(field, parseNumber(field.key, value));
    case 'BOOLEAN':
      if (typeof value === 'boolean') return value;
      throw wrong(field.key, value, 'not true or false');
    case 'DATE':
      return named(field.key, () => parseDate(value));
    case 'DATETIME':
      return named(field.key, () => parseDateTime(value));
    case 'ENUM':
      return parseEnum(field, value);
    case 'RELATION':
      return parseRelation(field.key, field.to, value);
    case 'ATTRIBUTES':
      return parseAttributes(field.key, value);
    case 'RICH_TEXT':
      return parseRichText(field.key, value);
    case 'JSON':
      return parseJson(field.key, value);
  }
}

/** @throws BadInputError when it can't be the id of a record. */
export function parseRelation(key: string, typeName: string, value: unknown): number {
  const id = parseId(value, key);
  if (id >= 1 && id <= maxRecordId) return id;
  throw new BadInputError(`${key} ${id}: no ${typeName} has this id`);
}

function parseText(key: string, value: unknown, maxLength: number): string {
  if (typeof value !== 'string') throw wrong(key, value, 'not a text');
  if (value.length > maxLength) {
    throw new BadInputError(
      `${key} is ${count(value.length)} characters long, and at most ${count(maxLength)} are possible: shorten it`,
    );
  }
  return requireStorableText(value, key);
}

function parseInteger(key: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(key, value, 'not a whole number');
  if (Math.abs(value) <= maxRecordId) return value;
  throw wrong(key, value, `beyond ±${count(maxRecordId)}`);
}

function parseNumber(key: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrong(key, value, 'not a number');
}

function requireMinimum(field: ValueField, value: number): number {
  if (field.min === undefined || value >= field.min) return value;
  throw wrong(field.key, value, `below the minimum of ${field.min}`);
}

function parseEnum(field: EnumField, value: unknown): string {
  const upper = typeof value === 'string' ? value.toUpperCase() : '';
  if (field.values.includes(upper)) return upper;
  throw wrong(field.key, value, `not one of ${field.values.join(', ')}`);
}

export interface Attribute {
  readonly key: string;
  readonly value: unknown;
  readonly type: string;
}

function parseAttributes(key: string, value: unknown): Attribute[] {
  if (!Array.isArray(value)) throw wrong(key, value, 'not a list of {key, value}');
  const attributes = value.map((item) => parseAttribute(key, item));
  const seen = new Set<string>();
  for (const attribute of attributes) {
    if (seen.has(attribute.key)) throw new BadInputError(`${key} has "${attribute.key}" twice: keys are unique`);
    seen.add(attribute.key);
  }
  requireJsonSize(key, attributes);
  return attributes;
}

function parseAttribute(key: string, item: unknown): Attribute {
  const { key: name, value = null, type } = (item ?? {}) as Partial<Attribute>;
  if (typeof name !== 'string' || name.trim() === '') throw new BadInputError(`${key}: an attribute needs a key`);
  return {
    key: parseText(`${key}.key`, name, maxIndexedLength),
    value: requireStorableJson(`${key} "${name}"`, value, 0),
    type: type == null ? attributeType(value) : parseText(`${key}.type`, type, maxIndexedLength),
  };
}

function attributeType(value: unknown): string {
  if (typeof value === 'number') return 'NUMBER';
  if (typeof value === 'boolean') return 'BOOLEAN';
  return typeof value === 'object' && value !== null ? 'JSON' : 'STRING';
}

function parseRichText(key: string, value: unknown): unknown {
  if (typeof value === 'string') {
    return [{ type: 'p', children: [{ text: parseText(key, value, maxTextLength) }] }];
  }
  if (
    !Array.isArray(value) ||
    !value.every((node) => typeof node === 'object' && node !== null && !Array.isArray(node))
  ) {
    throw wrong(key, value, 'neither a text nor a list of {type, children}');
  }
  return parseJson(key, value);
}

function parseJson(key: string, value: unknown): unknown {
  // Depth first: writing JSON that is nested without end would overflow the stack.
  requireStorableJson(key, value, 0);
  requireJsonSize(key, value);
  return value;
}

function requireJsonSize(key: string, value: unknown): void {
  const { length } = JSON.stringify(value);
  if (length <= maxTextLength) return;
  throw new BadInputError(
    `${key} is ${count(length)} characters long as JSON, and at most ${count(maxTextLength)} are possible: shorten it`,
  );
}

function requireStorableJson(key: string, value: unknown, depth: number): unknown {
  if (depth > maxJsonDepth) throw new BadInputError(`${key} is nested more than ${maxJsonDepth} deep`);
  if (typeof value === 'string') return requireStorableText(value, key);
  if (typeof value === 'number') return parseNumber(key, value);
  if (Array.isArray(value)) for (const item of value) requireStorableJson(key, item, depth + 1);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      requireStorableText(name, key);
      requireStorableJson(key, item, depth + 1);
    }
  }
  return value;
}

function named<Value>(key: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw error instanceof BadInputError ? new BadInputError(`${key} ${error.message}`) : error;
  }
}

function wrong(key: string, value: unknown, why: string): BadInputError {
  const shown = shortJson(value);
  return new BadInputError(`${key} ${shown.length > 100 ? `${shown.slice(0, 100)}…` : shown} is ${why}`);
}

/** What is nested without end is not shown: writing it would overflow the stack. */
function shortJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'as it was sent';
  }
}

function count(amount: number): string {
  return amount.toLocaleString('en');
}
