import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { showFailure, showSuccess } from '../../../components/toasts.tsx';
import { type RoleGrants, useRoleMutations } from '../../../permissions/roles.ts';

export function DeleteRole({ grants }: { grants: RoleGrants }) {
  const { role, people } = grants;
  const [confirming, dialog] = useDisclosure(false);
  const { remove } = useRoleMutations();
  const navigate = useNavigate();
  const confirm = () =>
    remove.mutate(grants, {
      onSuccess: () => {
        showSuccess('Deleted');
        void navigate({ to: '/administration/roles', replace: true });
      },
      onError: (error) => {
        dialog.close();
        showFailure(error);
      },
    });
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={15} />} onClick={dialog.open}>
        Delete
      </Button>
      <ConfirmDialog
        opened={confirming}
        title={`Delete the role ${role.name}?`}
        confirm="Delete"
        danger
        loading={remove.isPending}
        onConfirm={confirm}
        onCancel={dialog.close}
      >
        {people === 0
          ? 'No active person has it.'
          : `${people === 1 ? '1 person loses' : `${people.toLocaleString('en')} people lose`} what it gives, at once.`}
      </ConfirmDialog>
    </>
  );
}
