import { type Access, requireRead } from '../people/permissions.ts';
import type { RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { ForbiddenError } from '../records/errors.ts';

type Filters = Readonly<Record<string, unknown>>;

/**
 * Refuses filters over records or fields that the reader may not see: whether something matches tells what it holds.
 * @throws ForbiddenError
 */
export function requirePermittedFilters(
  access: Access,
  recordTypes: RecordTypes,
  type: RecordType,
  filters: Filters | null | undefined,
): void {
  for (const [name, value] of Object.entries(filters ?? {})) {
    if (value === null || value === undefined) continue;
    if (name === 'and' || name === 'or' || name === 'not') {
      for (const item of Array.isArray(value) ? value : [value])
        requirePermittedFilters(access, recordTypes, type, item as Filters);
      continue;
    }
    requireSeen(access, type, name);
    const target = relatedType(recordTypes, type, name);
    if (!target) continue;
    requireRead(access, target);
    requirePermittedFilters(access, recordTypes, target, value as Filters);
  }
}

/** @throws ForbiddenError for a sensitive field that the reader may not see; `name` is that of the field or its key. */
export function requireSeen(access: Access, type: RecordType, name: string): void {
  const field = type.fields.find((known) => known.name === name || ('key' in known && known.key === name));
  if (!field || access.maySee(type, field)) return;
  throw new ForbiddenError(
    `${type.label}: ${field.name} is sensitive, and you may not see it, so you can't filter or sort by it or set it. That needs the permission SEE_SENSITIVE ${type.name}.${field.name}.`,
  );
}

function relatedType(recordTypes: RecordTypes, type: RecordType, name: string): RecordType | undefined {
  if (name === 'createdBy' || name === 'updatedBy') return recordTypes.named('User');
  const field = type.fields.find((known) => known.name === name);
  return field && 'to' in field ? recordTypes.named(field.to) : undefined;
}
