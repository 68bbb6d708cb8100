import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createFirstAdmin } from '../../api/session.ts';

const shortestPassword = 8;

export function FirstAdminForm({ token, onCreated }: { token: string; onCreated: () => void }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (value) => (value.trim() ? null : 'Enter your name'),
      password: (value) => (value.length < shortestPassword ? `Use at least ${shortestPassword} characters` : null),
    },
  });
  const create = useMutation({
    mutationFn: createFirstAdmin,
    onSuccess: () => {
      queryClient.clear();
      onCreated();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate({ ...values, token }))}>
      <Stack gap="sm">
        {create.error && (
          <Alert color="red" role="alert">
            {create.error.message}
          </Alert>
        )}
        <TextInput label="Name" autoComplete="name" required autoFocus {...form.getInputProps('name')} />
        <TextInput label="Email" type="email" autoComplete="username" required {...form.getInputProps('email')} />
        <PasswordInput
          label="Password"
          description={`At least ${shortestPassword} characters`}
          autoComplete="new-password"
          required
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="sm" mt={4} loading={create.isPending}>
          Create administrator
        </Button>
      </Stack>
    </form>
  );
}
