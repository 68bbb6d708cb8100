import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './menu-dropdown.module.css';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
}

interface ChoiceFilterProps<Value extends string> {
  label: string;
  choices: readonly Choice<Value>[];
  value: readonly Value[];
  onChange: (value: Value[]) => void;
}

/** A filter by some of a few values; its button says which are on. */
export function ChoiceFilter<Value extends string>({ label, choices, value, onChange }: ChoiceFilterProps<Value>) {
  const toggle = (choice: Value) =>
    onChange(value.includes(choice) ? value.filter((other) => other !== choice) : [...value, choice]);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant={value.length ? 'light' : 'default'} rightSection={<IconChevronDown size={13} />}>
          {summarize(label, choices, value)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={classes.dropdown}>
        {choices.map((choice) => (
          <Menu.CheckboxItem
            key={choice.value}
            checked={value.includes(choice.value)}
            onChange={() => toggle(choice.value)}
          >
            {choice.icon ?? choice.label}
          </Menu.CheckboxItem>
        ))}
        {value.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onChange([])}>Clear</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function summarize<Value extends string>(label: string, choices: readonly Choice<Value>[], value: readonly Value[]) {
  const [first, ...others] = value;
  if (first === undefined) return label;
  const name = choices.find((choice) => choice.value === first)?.label ?? first;
  return others.length ? `${label}: ${name} +${others.length}` : `${label}: ${name}`;
}
