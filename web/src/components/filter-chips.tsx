import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './filter-chips.module.css';

/** A filter that is on. */
export interface FilterChip<State> {
  label: string;
  /** What it lets through, in words. */
  value: string;
  /** What has to change so that it is off. */
  off: State;
}

interface FilterChipsProps<State> {
  chips: readonly FilterChip<State>[];
  onChange: (change: State) => void;
  /** Takes off all that narrows the list. */
  onClear: () => void;
  /** What else narrows it. */
  children?: ReactNode;
}

/** What narrows a list: each filter with a way to take it off. */
export function FilterChips<State>({ chips, onChange, onClear, children }: FilterChipsProps<State>) {
  return (
    <div className={classes.root}>
      {children}
      {chips.map(({ label, value, off }) => (
        <button key={label} type="button" className={classes.chip} onClick={() => onChange(off)}>
          <span className={classes.name}>{label}</span>
          <span className={classes.value}>{value}</span>
          <IconX size={12} aria-label="Remove this filter" />
        </button>
      ))}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}

/** What is chosen by its names, one that has none by its value: `Ada, Grace, 7`. */
export function nameChoices(values: readonly string[], choices: readonly { value: string; label: string }[]): string {
  return values.map((value) => choices.find((choice) => choice.value === value)?.label ?? value).join(', ');
}
