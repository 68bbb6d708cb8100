import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RecordFieldProps } from './record-field.tsx';

/** Any JSON as text; the form takes it when it can be read. */
export function JsonField({ field, value, onChange, error, disabled }: RecordFieldProps) {
  const [text, setText] = useState(() => print(value));
  const [unreadable, setUnreadable] = useState(false);
  const [written, setWritten] = useState(value);
  if (value !== written) {
    // It came from elsewhere: another's change, or what was read when this was discarded.
    setWritten(value);
    setText(print(value));
    setUnreadable(false);
  }
  const read = (typed: string) => {
    setText(typed);
    try {
      const next: unknown = typed.trim() === '' ? null : JSON.parse(typed);
      setWritten(next);
      onChange(next);
      setUnreadable(false);
    } catch {
      setUnreadable(true);
    }
  };
  return (
    <Textarea
      label={field.label}
      description={field.description}
      withAsterisk={field.required}
      error={unreadable ? 'Not JSON yet: the last readable value is kept' : error}
      disabled={disabled}
      autosize
      minRows={2}
      maxRows={14}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={text}
      onChange={(event) => read(event.currentTarget.value)}
    />
  );
}

function print(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value, null, 2);
}
