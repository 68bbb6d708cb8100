import { TagsInput } from '@mantine/core';
import type { RecordFieldProps } from './record-field.tsx';

/** A list of record ids, typed as numbers. */
export function IdListField({ field, value, onChange, error, disabled }: RecordFieldProps) {
  const ids = Array.isArray(value) ? value : [];
  return (
    <TagsInput
      label={field.label}
      description={field.description}
      error={error}
      disabled={disabled}
      placeholder="Type an id and press Enter"
      splitChars={[',', ' ']}
      value={ids.map(String)}
      onChange={(tags) => onChange(tags.filter((tag) => /^\d+$/.test(tag)).map(Number))}
    />
  );
}
