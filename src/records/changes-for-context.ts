import { snakeCase } from '../record-types/names.ts';
import { onceFor } from '../record-types/once-for.ts';
import type { RecordType } from '../record-types/record-type.ts';
import type { Change } from './guard.ts';

export type ContextChanges = Readonly<Record<string, Readonly<Record<string, { old: unknown; new: unknown }>>>>;

/**
 * The `changes` that an action's code sees: `{partInventories: {status: {old, new}}}`, table and field names of several
 * words in both spellings (`part_inventories`, `part_id`), values of enumerations in lower case.
 */
export function changesForContext(change: Pick<Change, 'type' | 'diff'>): ContextChanges {
  const enums = enumKeys(change.type);
  const fields: Record<string, { old: unknown; new: unknown }> = {};
  for (const [key, values] of Object.entries(change.diff)) {
    const shown = enums.has(key) ? { old: lower(values.old), new: lower(values.new) } : values;
    fields[key] = shown;
    fields[snakeCase(key)] = shown;
  }
  const table = change.type.listQueryName;
  return { [table]: fields, [snakeCase(table)]: fields };
}

const enumKeys = onceFor(
  (type: RecordType): ReadonlySet<string> =>
    new Set(type.columns.filter((field) => field.kind === 'ENUM').map((field) => field.key)),
);

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
