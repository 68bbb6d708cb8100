import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { plainToRichText, richTextToPlain } from '../rich-text.ts';
import type { RecordFieldProps } from './record-field.tsx';

/** Rich text as plain paragraphs; blocks that are not touched keep their structure. */
export function RichTextField({ field, value, onChange, error, disabled }: RecordFieldProps) {
  // Edits are always applied to the blocks that editing began with, else each key stroke would wear them down.
  const [before, setBefore] = useState(value);
  const [written, setWritten] = useState(value);
  if (value !== written) {
    setBefore(value);
    setWritten(value);
  }
  return (
    <Textarea
      label={field.label}
      description={field.description ?? (disabled ? undefined : 'A blank line starts a new paragraph')}
      withAsterisk={field.required}
      error={error}
      disabled={disabled}
      autosize
      minRows={3}
      maxRows={16}
      value={richTextToPlain(value)}
      onChange={(event) => {
        const blocks = plainToRichText(event.currentTarget.value, before);
        setWritten(blocks);
        onChange(blocks);
      }}
    />
  );
}
