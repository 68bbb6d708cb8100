// What a record's form holds for each field, and how that becomes a mutation's input.
import { notANumber } from '../components/number-text.ts';
import type { FieldInfo, RecordTypeInfo } from './record-types.ts';
import { isRecordData, type RecordData } from './record-value.ts';

/** By field name. Relations are the related records, so that their titles can be shown; lists of ids stay ids. */
export type FormValues = Record<string, unknown>;

/** The fields a person can set: when creating, or later. */
export function editableFields(type: RecordTypeInfo, creating: boolean): FieldInfo[] {
  return type.fields.filter((field) => !field.readOnly && (creating || !field.createOnly));
}

/** The form of a new record, with the defaults of its declaration. */
export function newFormValues(type: RecordTypeInfo): FormValues {
  return Object.fromEntries(type.fields.map((field) => [field.name, field.defaultValue ?? emptyValue(field)]));
}

/** The form of a record as it was read. */
export function formValuesOf(type: RecordTypeInfo, record: RecordData): FormValues {
  return Object.fromEntries(type.fields.map((field) => [field.name, record[field.name] ?? emptyValue(field)]));
}

/** Names of the fields that were changed from what was read. */
export function changedFields(type: RecordTypeInfo, values: FormValues, base: FormValues): string[] {
  return editableFields(type, false)
    .filter((field) => !sameValue(field, values[field.name], base[field.name]))
    .map((field) => field.name);
}

/** The input of a create mutation: what is empty is left out, so that the server's defaults hold. */
export function createInput(type: RecordTypeInfo, values: FormValues): FormValues {
  const fields = editableFields(type, true);
  const given = fields.filter((field) => !isEmpty(inputValue(field, values[field.name])));
  return Object.fromEntries(given.map((field) => [inputName(field), inputValue(field, values[field.name])]));
}

/** The input of an update mutation: only what was changed, so that nobody else's change is overwritten. */
export function updateInput(type: RecordTypeInfo, values: FormValues, base: FormValues): FormValues {
  const changed = new Set(changedFields(type, values, base));
  const fields = editableFields(type, false).filter((field) => changed.has(field.name));
  return Object.fromEntries(fields.map((field) => [inputName(field), inputValue(field, values[field.name])]));
}

/** What is missing or can't be read, by field name, in the words of the form. */
export function faultsOf(type: RecordTypeInfo, values: FormValues, creating: boolean): Record<string, string> {
  const faults = editableFields(type, creating).map((field) => [field.name, faultOf(field, values[field.name])]);
  return Object.fromEntries(faults.filter(([, fault]) => fault));
}

function faultOf(field: FieldInfo, value: unknown): string | undefined {
  const isNumber = field.kind === 'INTEGER' || field.kind === 'FLOAT';
  if (isNumber && typeof value === 'string' && value) return notANumber(value, field.kind === 'INTEGER');
  const isMissing = field.required && field.kind !== 'BOOLEAN' && isEmpty(inputValue(field, value));
  return isMissing ? `${field.label} is required` : undefined;
}

export function sameValue(field: FieldInfo, a: unknown, b: unknown): boolean {
  return JSON.stringify(inputValue(field, a)) === JSON.stringify(inputValue(field, b));
}

function inputName(field: FieldInfo): string {
  return field.inputName ?? field.name;
}

function inputValue(field: FieldInfo, value: unknown): unknown {
  if (Array.isArray(value) && field.kind === 'RELATIONS')
    return value.map((item) => (isRecordData(item) ? item.id : item));
  if (field.kind === 'RELATION') return isRecordData(value) ? value.id : null;
  return value === '' || value === undefined ? null : value;
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function emptyValue(field: FieldInfo): unknown {
  if (field.kind === 'RELATIONS' || field.kind === 'ATTRIBUTES' || field.kind === 'RICH_TEXT') return [];
  if (field.kind === 'BOOLEAN') return false;
  return field.kind === 'STRING' || field.kind === 'TEXT' ? '' : null;
}
