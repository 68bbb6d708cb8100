import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { insideMain } from '../../../components/inside-main.ts';
import { showSuccess } from '../../../components/toasts.tsx';
import { type Team, useTeamMutations } from '../../../people/teams.ts';

export function NewTeamButton() {
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={15} />} onClick={dialog.open}>
        New team
      </Button>
      {opened && <TeamDialog onClose={dialog.close} />}
    </>
  );
}

/** Makes a team, or changes the one that is given. */
export function TeamDialog({ team, onClose }: { team?: Team; onClose: () => void }) {
  const { save } = useTeamMutations();
  const form = useForm({
    initialValues: { name: team?.name ?? '', description: team?.description ?? '' },
    validate: { name: (value) => (value.trim() ? null : 'Enter a name') },
  });
  const submit = form.onSubmit(({ name, description }) =>
    save.mutate(
      { team, name: name.trim(), description: description.trim() || null },
      {
        onSuccess: () => {
          showSuccess('Saved');
          onClose();
        },
      },
    ),
  );
  return (
    <Modal portalProps={insideMain} opened onClose={onClose} title={team ? `Team ${team.name}` : 'New team'} size={440}>
      <form noValidate onSubmit={submit}>
        <Stack gap="sm">
          {save.error && (
            <Alert color="red" role="alert">
              {save.error.message}
            </Alert>
          )}
          <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
          <TextInput label="Description" {...form.getInputProps('description')} />
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {team ? 'Save' : 'Create team'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
