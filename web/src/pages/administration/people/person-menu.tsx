import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLink, IconPencil, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { SignInState } from '../../../accounts/sign-in-link.ts';
import { insideMain } from '../../../components/inside-main.ts';
import type { PersonRow } from '../../../people/operations.ts';
import { usePersonAccess } from '../../../people/use-person-access.tsx';

interface PersonMenuProps {
  person: PersonRow;
  /** Undefined while it is read. */
  state: SignInState | undefined;
}

export function PersonMenu({ person, state }: PersonMenuProps) {
  const access = usePersonAccess(person);
  return (
    <>
      <Menu width={200} withinPortal portalProps={insideMain}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`More about ${person.name}`}>
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={14} />}
            renderRoot={(props) => (
              <Link to="/administration/people/$id" params={{ id: String(person.id) }} {...props} />
            )}
          >
            Edit
          </Menu.Item>
          {person.isActive && (
            <Menu.Item leftSection={<IconLink size={14} />} disabled={!state} onClick={access.makeLink}>
              {state?.hasPassword ? 'Reset password by link' : 'Invite by link'}
            </Menu.Item>
          )}
          <Menu.Divider />
          {person.isActive ? (
            <Menu.Item leftSection={<IconUserOff size={14} />} onClick={access.deactivate}>
              Deactivate…
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconUserCheck size={14} />} onClick={access.reactivate}>
              Reactivate
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {access.dialogs}
    </>
  );
}
