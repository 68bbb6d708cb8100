import { UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { typeSlug } from '../../records/record-types.ts';
import type { TypeGroup } from '../../records/type-groups.ts';
import classes from './navigation.module.css';

/** One group of record types; whether it is open is remembered in this browser. */
export function TypeGroupNav({ group }: { group: TypeGroup }) {
  const listId = useId();
  const [opened, setOpened] = useLocalStorage({
    key: `interlock-nav-${group.label}`,
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return (
    <div>
      <UnstyledButton
        className={classes.group}
        aria-expanded={opened}
        aria-controls={listId}
        onClick={() => setOpened(!opened)}
      >
        {group.label}
        <IconChevronRight size={12} className={classes.chevron} aria-hidden />
      </UnstyledButton>
      <ul className={classes.list} id={listId} hidden={!opened}>
        {group.types.map((type) => (
          <li key={type.name}>
            <Link
              to="/records/$type"
              params={{ type: typeSlug(type.name) }}
              className={classes.link}
              title={type.pluralLabel}
              activeOptions={{ includeSearch: false }}
            >
              <span>{type.pluralLabel}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
