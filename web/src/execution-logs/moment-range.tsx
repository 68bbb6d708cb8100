import { DateTimePicker } from '@mantine/dates';
import { isRelativeMoment } from './moments.ts';

interface MomentRangeProps {
  since: string | undefined;
  until: string | undefined;
  onChange: (range: { since?: string; until?: string }) => void;
}

/** Two moments to choose; either may be left open. */
export function MomentRange({ since, until, onChange }: MomentRangeProps) {
  return (
    <>
      <Moment label="From" value={since} onChange={(value) => onChange({ since: value, until })} />
      <Moment label="To" value={until} onChange={(value) => onChange({ since, until: value })} />
    </>
  );
}

interface MomentProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Moment({ label, value, onChange }: MomentProps) {
  return (
    <DateTimePicker
      label={label}
      placeholder="Any time"
      clearable
      valueFormat="MMM D, YYYY HH:mm"
      popoverProps={{ withinPortal: false }}
      value={value && !isRelativeMoment(value) ? new Date(value) : null}
      onChange={(picked) => onChange(picked ? new Date(picked).toISOString() : undefined)}
    />
  );
}
