import { ActionBar, Button, Text } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { showFailure } from '../components/toasts.tsx';
import { downloadZip } from './downloads.ts';

/** What can be done with the selected logs, at the bottom of the screen while some are selected. */
export function LogActionBar({ ids, onClear }: { ids: string[]; onClear: () => void }) {
  const zip = useMutation({ mutationFn: downloadZip, onError: showFailure });
  return (
    <ActionBar opened={ids.length > 0} onClose={onClear} aria-label="Selected logs">
      <Text size="sm" fw={500} px="xs" aria-live="polite">
        {ids.length} selected
      </Text>
      <ActionBar.Divider />
      <Button leftSection={<IconFileZip size={15} />} loading={zip.isPending} onClick={() => zip.mutate(ids)}>
        Download Zip
      </Button>
      <ActionBar.Divider />
      <ActionBar.CloseButton aria-label="Clear selection" />
    </ActionBar>
  );
}
