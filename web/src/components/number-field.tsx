import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { notANumber, readNumber } from './number-text.ts';

interface NumberFieldProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  /** As text what is no number, or what an address has. */
  value: number | string | null;
  /** Gets the text where it is no number. */
  onChange: (value: number | string | null) => void;
  isWhole?: boolean;
}

/** A number as it was typed, until the field is left; what is none stays, and is said to be none. */
export function NumberField({ value, onChange, isWhole = false, error, ...input }: NumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  const read = (text: string) => readNumber(text, isWhole);
  const known = value === null ? null : read(String(value));
  const text = typed !== undefined && read(typed) === known ? typed : String(known ?? '');
  const problem = typed === undefined && typeof known === 'string' ? notANumber(known, isWhole) : undefined;
  return (
    <TextInput
      autoComplete="off"
      {...(isWhole && { inputMode: 'numeric' })}
      {...input}
      error={error ?? problem}
      value={text}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(read(event.currentTarget.value));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
