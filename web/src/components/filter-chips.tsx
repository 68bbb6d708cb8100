import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
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
        <button
          key={label}
          type="button"
          className={classes.chip}
          data-chip
          onClick={(event) => {
            passFocusOn(event);
            onChange(off);
          }}
        >
          <span className={classes.name}>{label}</span>
          <span className={classes.value}>{value}</span>
          <IconX size={12} aria-label="Remove this filter" />
        </button>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        onClick={(event) => {
          passFocusOn(event);
          onClear();
        }}
      >
        Clear
      </Button>
    </div>
  );
}

/** Who presses it by keyboard is at the next chip after that, or at the last; when there is none, in the search box. */
function passFocusOn({ currentTarget: pressed, detail }: MouseEvent<HTMLElement>): void {
  const isByKeyboard = detail === 0;
  if (!isByKeyboard) return;
  const chips = pressed.matches('[data-chip]') ? [pressed.nextElementSibling, pressed.previousElementSibling] : [];
  const chip = chips.find((sibling) => sibling?.matches('[data-chip]'));
  const next = chip ?? document.querySelector('#main [role="searchbox"]');
  if (next instanceof HTMLElement) next.focus();
}

/** What is chosen by its names, one that has none by its value: `Ada, Grace, 7`. */
export function nameChoices(values: readonly string[], choices: readonly { value: string; label: string }[]): string {
  return values.map((value) => choices.find((choice) => choice.value === value)?.label ?? value).join(', ');
}
