import { formatTime } from '../components/timestamp.tsx';

/** `ACTION_CHANGED` → `Action changed`. */
export function kindLabel(kind: string): string {
  const words = kind.toLowerCase().replaceAll('_', ' ');
  return (words[0]?.toUpperCase() ?? '') + words.slice(1);
}

/** `expiresAt` → `Expires at`. */
export function fieldLabel(name: string): string {
  return kindLabel(name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase());
}

export interface EventChange {
  field: string;
  old: unknown;
  new: unknown;
}

/** The fields that an event says were changed; empty for one that tells of no change. */
export function changesOf(details: unknown): EventChange[] {
  const changes = (details as { changes?: unknown } | null)?.changes;
  if (typeof changes !== 'object' || changes === null) return [];
  return Object.entries(changes).map(([field, change]) => {
    const { old = null, new: now = null } = (change ?? {}) as { old?: unknown; new?: unknown };
    return { field, old, new: now };
  });
}

/** A list of ids as the names they have among `records`; an id without one as `#7`, anything else as it is. */
export function nameIds(value: unknown, records: readonly { id: number | string; name: string }[]): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((id) => records.find((record) => String(record.id) === String(id))?.name ?? `#${id}`);
}

/** What else an event tells, besides changes. */
export function factsOf(details: unknown): [name: string, value: unknown][] {
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details).filter(([name, value]) => name !== 'changes' && value !== null && value !== undefined);
}

/** In a few words, for a row: `enabled: true → false`, or the names of what was changed. */
export function summarizeEvent(details: unknown): string {
  const changes = changesOf(details);
  const [only] = changes;
  if (changes.length === 1 && only && isShort(only.old) && isShort(only.new))
    return `${fieldLabel(only.field)}: ${shown(only.old)} → ${shown(only.new)}`;
  if (changes.length) return changes.map(({ field }) => fieldLabel(field)).join(', ');
  return factsOf(details)
    .map(([name, value]) => `${fieldLabel(name)}: ${shown(value)}`)
    .join(', ');
}

function isShort(value: unknown): boolean {
  return typeof value !== 'object' || value === null ? String(value).length <= 40 : JSON.stringify(value).length <= 40;
}

/** A moment in JSON, as `expiresAt` has it. */
export function isMoment(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (isMoment(value)) return formatTime(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
