const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const units: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 min. ago`, `yesterday`; `just now` within the last minute. */
export function formatRelative(value: string, now: Date): string {
  const seconds = (new Date(value).getTime() - now.getTime()) / 1000;
  const [unit, size] = units.find(([, least]) => Math.abs(seconds) >= least) ?? [];
  return unit && size ? format.format(Math.trunc(seconds / size), unit) : 'just now';
}
