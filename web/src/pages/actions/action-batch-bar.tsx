import { ActionBar, Button, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ActionHead, updateAction } from '../../actions/operations.ts';
import { showFailureOf, showSuccess } from '../../components/toasts.tsx';
import { countOf } from './sparkline.tsx';

/** Enables or disables the selected actions; those that are already so are left alone. */
export function ActionBatchBar({ actions, onClear }: { actions: readonly ActionHead[]; onClear: () => void }) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: async (enabled: boolean) => {
      let changed = 0;
      for (const action of actions.filter((one) => one.enabled !== enabled)) {
        try {
          await updateAction({ id: action.id, etag: action._etag, enabled });
          changed += 1;
        } catch (error) {
          showFailureOf(action.title, error);
        }
      }
      return changed;
    },
    onSuccess: (changed, enabled) => {
      if (changed > 0) showSuccess(`${countOf(changed, 'action')} ${enabled ? 'enabled' : 'disabled'}`);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['actions'] }),
  });
  const isUseful = (enabled: boolean) => actions.some((action) => action.enabled !== enabled) && !change.isPending;
  return (
    <ActionBar opened={actions.length > 0} onClose={onClear} aria-label="Selected actions">
      <Text size="sm" fw={500} px="xs" aria-live="polite">
        {actions.length} selected
      </Text>
      <ActionBar.Divider />
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={15} />}
        disabled={!isUseful(true)}
        onClick={() => change.mutate(true)}
      >
        Enable
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerPause size={15} />}
        disabled={!isUseful(false)}
        onClick={() => change.mutate(false)}
      >
        Disable
      </Button>
      <ActionBar.Divider />
      <ActionBar.CloseButton aria-label="Clear selection" />
    </ActionBar>
  );
}
