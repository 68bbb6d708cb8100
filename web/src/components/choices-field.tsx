import { MultiSelect } from '@mantine/core';
import classes from './choices-field.module.css';

interface ChoicesFieldProps {
  label: string;
  choices: readonly { value: string; label: string }[];
  value: readonly string[] | undefined;
  /** Undefined when nothing is chosen any more. */
  onChange: (value: string[] | undefined) => void;
}

/** Some of many values, found by typing. For a popover: its list opens inside of it. */
export function ChoicesField({ label, choices, value = [], onChange }: ChoicesFieldProps) {
  const unknown = value.filter((id) => !choices.some((choice) => choice.value === id));
  return (
    <MultiSelect
      label={label}
      placeholder={value.length ? undefined : 'Any'}
      data={[...choices, ...unknown.map((id) => ({ value: id, label: id }))]}
      value={[...value]}
      onChange={(chosen) => onChange(chosen.length ? chosen : undefined)}
      searchable
      clearable
      hidePickedOptions
      classNames={{ inputField: classes.field }}
      maxDropdownHeight={240}
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
    />
  );
}
