import { Menu, UnstyledButton } from '@mantine/core';
import { IconLogout, IconSelector, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { currentPersonQuery, useCurrentPerson } from '../../api/current-person.ts';
import { signOut } from '../../api/session.ts';
import { showFailure } from '../../components/toasts.tsx';
import { ColorSchemeItems } from './color-scheme-items.tsx';
import classes from './user-menu.module.css';

export function UserMenu() {
  const person = useCurrentPerson();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await signOut();
      queryClient.removeQueries({ queryKey: currentPersonQuery.queryKey });
      await navigate({ to: '/sign-in' });
      queryClient.clear();
    } catch (error) {
      showFailure(error);
    }
  };
  if (!person) return null;
  return (
    <div className={classes.root}>
      <Menu position="top-start" width={212}>
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-label={`${person.name}: account and appearance`}>
            <span className={classes.initials} aria-hidden>
              {initials(person.name)}
            </span>
            <span className={classes.name}>{person.name}</span>
            <IconSelector size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{person.email}</Menu.Label>
          <Menu.Item
            leftSection={<IconUserCircle size={14} />}
            renderRoot={(props) => <Link to="/account" {...props} />}
          >
            Account
          </Menu.Item>
          <Menu.Divider />
          <ColorSchemeItems />
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={14} />} onClick={leave}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.charAt(0) ?? '');
  return letters.join('').toUpperCase();
}
