import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconShare2, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Action, deleteAction, readShareMutation } from '../../actions/operations.ts';
import { useMay } from '../../api/current-person.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { copyText } from '../../components/copy-to-clipboard.ts';
import { showFailure, showSuccess } from '../../components/toasts.tsx';

/** Share and Delete. */
export function ActionMenu({ action }: { action: Action }) {
  const [confirming, dialog] = useDisclosure(false);
  const [mayEdit, mayEnable] = [useMay('EDIT_ACTIONS'), useMay('ENABLE_ACTIONS')];
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const share = useMutation({
    mutationFn: () => readShareMutation(action.id),
    onSuccess: (mutation) => copyText(mutation, 'Copied the createRule mutation, ready for another installation'),
    onError: showFailure,
  });
  const remove = useMutation({
    mutationFn: () => deleteAction({ id: action.id, etag: action._etag }),
    onSettled: dialog.close,
    onError: showFailure,
    onSuccess: async () => {
      showSuccess('Action deleted');
      await navigate({ to: '/actions', ignoreBlocker: true });
      await queryClient.invalidateQueries({ queryKey: ['actions'] });
    },
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconShare2 size={15} />}
        loading={share.isPending}
        onClick={() => share.mutate()}
      >
        Share
      </Button>
      {mayEdit && (mayEnable || !action.enabled) && (
        <Menu>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label="More">
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={dialog.open}>
              Delete…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={confirming}
        title={`Delete ${action.title}?`}
        confirm="Delete"
        danger
        loading={remove.isPending}
        onConfirm={() => remove.mutate()}
        onCancel={dialog.close}
      >
        It no longer runs for any change. Its execution logs stay until they expire. To keep it for later, disable it
        instead.
      </ConfirmDialog>
    </>
  );
}
