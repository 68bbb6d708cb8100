import { BadInputError } from './errors.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** @returns a day as `2026-11-23`; the time of an instant is dropped. @throws BadInputError */
export function parseDate(value: unknown): string {
  const text = typeof value === 'string' ? (instant.exec(value)?.[1] ?? value) : '';
  if (!day.test(text) || !isRealDay(text)) {
    throw new BadInputError(`${JSON.stringify(value)} is not a day like 2026-11-23`);
  }
  return text;
}

/** A day means its midnight, and a time without a zone is UTC. @throws BadInputError */
export function parseDateTime(value: unknown): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  const parsed = typeof value === 'string' ? new Date(withZone(value)) : new Date(Number.NaN);
  if (Number.isNaN(parsed.getTime())) {
    throw new BadInputError(`${JSON.stringify(value)} is not a time like 2026-11-23T01:22:31Z`);
  }
  return parsed;
}

function withZone(text: string): string {
  const match = instant.exec(text);
  if (match && isRealDay(match[1]!)) return match[4] ? text : `${text}Z`;
  return day.test(text) && isRealDay(text) ? text : 'not a time';
}

/** Year 0 and 31 February have no place in a database; JavaScript would move the latter to March. */
function isRealDay(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) && !text.startsWith('0000');
}
