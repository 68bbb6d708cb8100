/** What a draft of a record, or what its sender gave, has to be, and what of it differs from what is stored. */
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { Queryable } from '../storage/tables.ts';
import type { Draft } from './cascade.ts';
import { BadInputError } from './errors.ts';
import { loadJoinedIds } from './load-records.ts';
import { type ParsedInput, requireComplete } from './parse-input.ts';
import { isSameValue } from './same-value.ts';

/** @throws BadInputError */
export function checkDraft(type: RecordType, draft: Draft): void {
  requireComplete(type, draft);
  const problem = type.check(draft as RecordRow);
  if (problem) throw new BadInputError(`${type.label}: ${problem}`);
}

export function refuseItself(type: RecordType, key: string, to: string, id: number, ids: readonly number[]): void {
  if (type.name === to && ids.includes(id))
    throw new BadInputError(`${type.label}: ${key} can't have the record itself, ${id}`);
}

export function changedValues(type: RecordType, old: RecordRow, draft: Draft): Draft {
  const changed = type.columns.filter((field) => !isSameValue(old[field.key] ?? null, draft[field.key] ?? null));
  return Object.fromEntries(changed.map((field) => [field.key, draft[field.key]]));
}

/** The id lists that the input sets; for a new record all that can be set. */
export function joinValues(created: RecordType | undefined, { joins }: ParsedInput): Record<string, readonly number[]> {
  const empty = (created?.joins ?? []).filter((join) => join.settable).map((join) => [join.key, []]);
  return { ...Object.fromEntries(empty), ...Object.fromEntries([...joins].map(([join, ids]) => [join.key, ids])) };
}

export async function currentJoins(
  tx: Queryable,
  { joins }: ParsedInput,
  id: number,
): Promise<Record<string, number[]>> {
  const current: Record<string, number[]> = {};
  for (const join of joins.keys()) current[join.key] = (await loadJoinedIds(tx, join, [id])).get(id) ?? [];
  return current;
}
