import { BadInputError } from './errors.ts';

/** The largest id that fits its column. */
export const maxRecordId = 2_147_483_647;

/**
 * @param label what the id is called in the error: `id`, `partId`.
 * @returns a whole number, maybe one that no record can have.
 * @throws BadInputError
 */
export function parseId(value: unknown, label = 'id'): number {
  const id = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value;
  if (typeof id === 'number' && Number.isSafeInteger(id)) return id;
  throw new BadInputError(`${label} ${JSON.stringify(value)} is not a whole number`);
}

/** An id to look a record up by; undefined when no record can have it. @throws BadInputError */
export function parseLookupId(value: unknown): number | undefined {
  const id = parseId(value);
  return id >= 1 && id <= maxRecordId ? id : undefined;
}
