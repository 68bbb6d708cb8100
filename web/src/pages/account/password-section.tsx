import { Alert, Button, Group, PasswordInput, Skeleton, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { signInStatesQuery } from '../../accounts/sign-in-link.ts';
import { changePassword } from '../../api/session.ts';
import { Section } from '../../components/section.tsx';
import { showSuccess } from '../../components/toasts.tsx';
import classes from './password-section.module.css';

const shortestPassword = 8;

/** Changing one's password, for who has one. */
export function PasswordSection() {
  const states = useQuery(signInStatesQuery());
  const [state] = states.data?.values() ?? [];
  return (
    <Section title="Password" note={state?.hasPassword ? 'Changing it signs you out everywhere else.' : undefined}>
      {states.isPending ? (
        <Skeleton height={32} width={280} />
      ) : state?.hasPassword ? (
        <PasswordForm />
      ) : (
        <Text c="dimmed">
          {state?.hasProvider
            ? 'You sign in with your organization, so there is no password to change here.'
            : 'You have no password. An administrator can make a link by which you choose one.'}
        </Text>
      )}
    </Section>
  );
}

function PasswordForm() {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value ? null : 'Enter your password'),
      newPassword: (value) => (value.length < shortestPassword ? `Use at least ${shortestPassword} characters` : null),
    },
  });
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.reset();
      showSuccess('Your password is changed');
      void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate className={classes.form}>
      {change.error && (
        <Alert color="red" role="alert" mb="sm">
          {change.error.message}
        </Alert>
      )}
      <div className={classes.fields}>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label="New password"
          description={`At least ${shortestPassword} characters`}
          autoComplete="new-password"
          {...form.getInputProps('newPassword')}
        />
      </div>
      <Group mt="sm">
        <Button type="submit" variant="default" loading={change.isPending}>
          Change password
        </Button>
      </Group>
    </form>
  );
}
