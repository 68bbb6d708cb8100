// A moment as the URL holds it: in ISO 8601, or as a time before now (`1h`, `24h`, `7d`).

const relative = /^([1-9]\d{0,3})([mhd])$/;
const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export function isRelativeMoment(value: string): boolean {
  return relative.test(value);
}

/** The value when it is a moment, undefined otherwise. */
export function parseMoment(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return isRelativeMoment(value) || !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** The moment in ISO 8601; `now` is what a relative one counts from. */
export function resolveMoment(value: string, now: Date): string {
  const [, count, unit] = relative.exec(value) ?? [];
  if (!count) return new Date(value).toISOString();
  return new Date(now.getTime() - Number(count) * unitMs[unit as keyof typeof unitMs]).toISOString();
}
