import { Alert, Button } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../api/current-person.ts';
import { masterSwitchQuery, useMasterSwitch } from './settings.ts';

/** Says that no action runs while the organization has them all switched off. */
export function MasterSwitchNotice() {
  const { data: enabled } = useQuery(masterSwitchQuery);
  const change = useMasterSwitch();
  const mayChange = useMay('ADMINISTER');
  if (enabled !== false) return null;
  return (
    <Alert color="yellow" icon={<IconPlayerPause size={16} />} title="Actions are switched off" mb="md">
      No action runs for any change in this organization, and no execution log is written.
      {mayChange && (
        <Button
          variant="default"
          mt="xs"
          display="block"
          loading={change.isPending}
          onClick={() => change.mutate(true)}
        >
          Switch actions on
        </Button>
      )}
    </Alert>
  );
}
