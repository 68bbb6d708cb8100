import { UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import {
  IconAdjustments,
  IconChevronRight,
  IconHistory,
  IconHourglass,
  IconKey,
  IconShield,
  IconUsers,
} from '@tabler/icons-react';
import { Link, type LinkProps, useRouterState } from '@tanstack/react-router';
import { useId } from 'react';
import classes from './navigation.module.css';

const pages: { to: LinkProps['to']; label: string; icon: typeof IconUsers }[] = [
  { to: '/administration/people', label: 'People', icon: IconUsers },
  { to: '/administration/roles', label: 'Roles', icon: IconShield },
  { to: '/administration/api-tokens', label: 'API Tokens', icon: IconKey },
  { to: '/administration/audit-trail', label: 'Audit Trail', icon: IconHistory },
  { to: '/administration/retention', label: 'Retention', icon: IconHourglass },
  { to: '/administration/settings', label: 'Settings', icon: IconAdjustments },
];

/** Closed until wanted, and then remembered in this browser; open while one is on one of its pages. */
export function AdministrationNav() {
  const listId = useId();
  const isThere = useRouterState({ select: ({ location }) => location.pathname.startsWith('/administration') });
  const [wanted, setWanted] = useLocalStorage({
    key: 'interlock-nav-administration',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const opened = wanted || isThere;
  return (
    <div className={classes.section}>
      <UnstyledButton
        className={classes.group}
        aria-expanded={opened}
        aria-controls={listId}
        onClick={() => setWanted(!opened)}
      >
        Administration
        <IconChevronRight size={12} className={classes.chevron} aria-hidden />
      </UnstyledButton>
      <ul className={classes.list} id={listId} hidden={!opened}>
        {pages.map(({ to, label, icon: PageIcon }) => (
          <li key={label}>
            <Link to={to} className={classes.link} activeOptions={{ includeSearch: false }}>
              <PageIcon size={16} stroke={1.6} aria-hidden />
              <span>{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
