import type { FieldInfo, RecordTypeInfo } from './record-types.ts';
import { shortened } from './shortened.ts';

/** A record as a generated query answers it: its fields by name, related records as objects with id and title. */
export type RecordData = Record<string, unknown> & { id: number | string };

export function fieldNamed(type: RecordTypeInfo, name: string): FieldInfo | undefined {
  return type.fields.find((field) => field.name === name);
}

export function typeNamed(types: readonly RecordTypeInfo[], name: string): RecordTypeInfo | undefined {
  return types.find((type) => type.name === name);
}

const plainKinds = new Set<FieldInfo['kind']>(['STRING', 'TEXT']);

/** The fields that a record can be told by: its title, then the first texts among its list's columns. */
export function titleFields(type: RecordTypeInfo): string[] {
  const names = [type.titleField, ...type.displayFields].filter((name) => {
    const field = fieldNamed(type, name);
    return field !== undefined && plainKinds.has(field.kind);
  });
  return [...new Set(names)].slice(0, 3);
}

/** Texts have up to a million characters. */
const longestWord = 150;

/** What a record is called: the first of its words, or `Purchase Order 12` when it has none. */
export function recordTitle(type: RecordTypeInfo, record: RecordData): string {
  return wordsOf(type, record)[0] ?? `${type.label} ${record.id}`;
}

/** Enough to tell records apart in a picker: `PN-1002 · Fuel valve`. */
export function recordDescription(type: RecordTypeInfo, record: RecordData): string {
  return wordsOf(type, record).slice(0, 2).join(' · ') || recordTitle(type, record);
}

function wordsOf(type: RecordTypeInfo, record: RecordData): string[] {
  const words = titleFields(type).map((name) => record[name]);
  return words
    .filter((word): word is string => typeof word === 'string' && word !== '')
    .map((word) => shortened(word, longestWord));
}

export function isRecordData(value: unknown): value is RecordData {
  return typeof value === 'object' && value !== null && 'id' in value;
}
