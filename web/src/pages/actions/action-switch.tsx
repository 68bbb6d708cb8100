import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ActionHead, updateAction } from '../../actions/operations.ts';
import { useMay } from '../../api/current-person.ts';
import { showFailure } from '../../components/toasts.tsx';

/** Enables or disables an action at once. */
export function ActionSwitch({ action }: { action: ActionHead }) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (enabled: boolean) => updateAction({ id: action.id, etag: action._etag, enabled }),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['actions'] }),
  });
  const may = useMay('ENABLE_ACTIONS');
  const enabled = change.isPending ? change.variables : action.enabled;
  if (!may) return enabled ? 'On' : 'Off';
  return (
    <Switch
      size="xs"
      checked={enabled}
      // Not disabled meanwhile, which would take the focus from it.
      aria-busy={change.isPending}
      label={enabled ? 'On' : 'Off'}
      aria-label={`${action.title}: enabled`}
      onChange={(event) => {
        if (!change.isPending) change.mutate(event.currentTarget.checked);
      }}
    />
  );
}
