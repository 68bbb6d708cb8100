const day = new Intl.DateTimeFormat('en', { month: 'short', day: '2-digit' });
const dayAndYear = new Intl.DateTimeFormat('en', { month: 'short', day: '2-digit', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const whole = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });

/** `Nov 23, 01:22:31` in the reader's time zone, with the year when it is not this one. */
export function formatTime(value: string): string {
  const date = new Date(value);
  const format = date.getFullYear() === new Date().getFullYear() ? day : dayAndYear;
  return `${format.format(date)}, ${clock.format(date)}`;
}

/** A moment in the reader's time zone; hovering tells it in full and in UTC. */
export function Timestamp({ value }: { value: string }) {
  const title = `${whole.format(new Date(value))}\n${value}`;
  return (
    <time dateTime={value} title={title} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {formatTime(value)}
    </time>
  );
}
