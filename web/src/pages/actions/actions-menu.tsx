import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { masterSwitchQuery, useMasterSwitch } from '../../actions/settings.ts';
import { SwitchOffDialog } from '../../actions/switch-off-dialog.tsx';

/** The master switch, out of the way of everyday work. */
export function ActionsMenu() {
  const { data: enabled } = useQuery(masterSwitchQuery);
  const change = useMasterSwitch();
  const [confirming, dialog] = useDisclosure(false);
  return (
    <>
      <Menu width={240}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="More">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {enabled === false ? (
            <Menu.Item leftSection={<IconPlayerPlay size={14} />} onClick={() => change.mutate(true)}>
              Switch all actions on
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconPlayerPause size={14} />} disabled={!enabled} onClick={dialog.open}>
              Switch all actions off…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SwitchOffDialog opened={confirming} change={change} onClose={dialog.close} />
    </>
  );
}
