import { v7, validate, version } from 'uuid';
import { drawRandomBytes } from '../records/random-bytes.ts';

/** A new id for a log created at `createdAt`; its first 48 bits are that moment in milliseconds. */
export function createLogId(createdAt: Date): string {
  return v7({ msecs: createdAt.getTime(), random: drawRandomBytes(16) });
}

/** The moment a log of this id was created, which is also where to look for it; undefined when it is no log's id. */
export function findLogMoment(id: string): Date | undefined {
  if (!validate(id) || version(id) !== 7) return undefined;
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));
}

/** The least id there can be of that millisecond. */
export function firstIdOf(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
