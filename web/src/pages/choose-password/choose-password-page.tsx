import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { postJson } from '../../api/plain-request.ts';
import { Entrance } from '../../components/entrance.tsx';
import { useTitle } from '../../components/use-title.ts';

const shortestPassword = 8;

const route = getRouteApi('/choose-password');

/** Where the link of an invitation, or of a forgotten password, leads: the person chooses a password and is signed in. */
export function ChoosePasswordPage() {
  useTitle('Choose a password');
  const { token } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { password: '', repeated: '' },
    validate: {
      password: (value) => (value.length < shortestPassword ? `Use at least ${shortestPassword} characters` : null),
      repeated: (value, { password }) => (value === password ? null : 'This differs from the password above'),
    },
  });
  const choose = useMutation({
    mutationFn: (password: string) => postJson('/auth/sign-in-link', { token, password }),
    onSuccess: async () => {
      queryClient.clear();
      await router.navigate({ to: '/', replace: true });
    },
  });
  if (!token) {
    return (
      <Entrance title="This link is not complete">
        <Text>
          Open the whole link that you were given. You have a password? <Link to="/sign-in">Sign in</Link>
        </Text>
      </Entrance>
    );
  }
  return (
    <Entrance title="Choose a password" intro="With it and your email you sign in from now on.">
      <form onSubmit={form.onSubmit(({ password }) => choose.mutate(password))}>
        <Stack gap="sm">
          {choose.error && (
            <Alert color="red" role="alert">
              {choose.error.message}
            </Alert>
          )}
          <PasswordInput
            label="Password"
            description={`At least ${shortestPassword} characters`}
            autoComplete="new-password"
            required
            autoFocus
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label="Password again"
            autoComplete="new-password"
            required
            {...form.getInputProps('repeated')}
          />
          <Button type="submit" size="sm" mt={4} loading={choose.isPending}>
            Sign in with this password
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
