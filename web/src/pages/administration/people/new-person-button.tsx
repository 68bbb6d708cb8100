import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type SignInLink, useCreateSignInLink } from '../../../accounts/sign-in-link.ts';
import { SignInLinkDialog } from '../../../accounts/sign-in-link-dialog.tsx';
import { insideMain } from '../../../components/inside-main.ts';
import { usePersonMutations } from '../../../people/operations.ts';
import { RolesField, TeamsField } from '../../../people/role-and-team-fields.tsx';

/** Makes a person and, at once, the link by which they come in. */
export function NewPersonButton() {
  const [opened, dialog] = useDisclosure(false);
  const invite = useInvitation();
  const close = () => {
    dialog.close();
    invite.reset();
  };
  return (
    <>
      <Button leftSection={<IconUserPlus size={15} />} onClick={dialog.open}>
        Invite a person
      </Button>
      <Modal
        portalProps={insideMain}
        opened={opened && !invite.data}
        onClose={close}
        title="Invite a person"
        size={480}
      >
        <InvitationForm invite={invite} onCancel={close} />
      </Modal>
      <SignInLinkDialog name={invite.variables?.name ?? ''} link={opened ? invite.data : undefined} onClose={close} />
    </>
  );
}

interface NewPerson {
  name: string;
  email: string;
  roleIds: string[];
  teamIds: string[];
}

function useInvitation() {
  const { create } = usePersonMutations();
  const link = useCreateSignInLink();
  return useMutation<SignInLink, Error, NewPerson>({
    mutationFn: async (person) => {
      const { data } = await create.mutateAsync(person);
      return link.mutateAsync(data.createUser.user.id);
    },
  });
}

function InvitationForm({ invite, onCancel }: { invite: ReturnType<typeof useInvitation>; onCancel: () => void }) {
  const form = useForm<NewPerson>({
    initialValues: { name: '', email: '', roleIds: [], teamIds: [] },
    validate: {
      name: (value) => (value.trim() ? null : 'Enter a name'),
      email: (value) =>
        /^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : 'Enter an email address, like ada@example.com',
      roleIds: (value) => (value.length ? null : 'Choose at least one: without a role one may do nothing'),
    },
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        invite.mutate({ ...values, name: values.name.trim(), email: values.email.trim() }),
      )}
    >
      <Stack gap="sm">
        {invite.error && (
          <Alert color="red" role="alert">
            {invite.error.message}
          </Alert>
        )}
        <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
        <TextInput label="Email" type="email" required {...form.getInputProps('email')} />
        <RolesField required {...form.getInputProps('roleIds')} />
        <TeamsField {...form.getInputProps('teamIds')} />
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={invite.isPending}>
            Create invitation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
