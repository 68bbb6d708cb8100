import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordDiff } from './guard.ts';
import { isSameValue } from './same-value.ts';

/**
 * The fields of a type that differ between two states of a record; a missing state has nothing but nulls.
 * Id, etag and audit fields are no part of it. Times become ISO text, so that the diff is plain JSON.
 */
export function diffRecords(type: RecordType, before: RecordRow | undefined, after: RecordRow | undefined): RecordDiff {
  const diff: Record<string, { old: unknown; new: unknown }> = {};
  const keys = [
    ...type.columns.map((field) => field.key),
    ...type.joins.filter((join) => join.settable).map((join) => join.key),
  ];
  for (const key of keys) {
    const old = asJson(before?.[key]);
    const current = asJson(after?.[key]);
    if (!isSameValue(old, current)) diff[key] = { old, new: current };
  }
  return diff;
}

function asJson(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null);
}
