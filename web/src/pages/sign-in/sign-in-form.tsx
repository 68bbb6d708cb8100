import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { signIn } from '../../api/session.ts';
import { safeReturn } from './safe-return.ts';

const route = getRouteApi('/sign-in');

export function SignInForm() {
  const { returnTo } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { email: '', password: '' } });
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      queryClient.clear();
      router.history.replace(safeReturn(returnTo));
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => enter.mutate(values))}>
      <Stack gap="sm">
        {enter.error && (
          <Alert color="red" role="alert">
            {enter.error.message}
          </Alert>
        )}
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          {...form.getInputProps('email')}
        />
        <PasswordInput label="Password" autoComplete="current-password" required {...form.getInputProps('password')} />
        <Button type="submit" size="sm" mt={4} loading={enter.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
