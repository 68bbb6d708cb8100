import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { readNeedsSetup } from '../../api/session.ts';
import { Entrance } from '../../components/entrance.tsx';
import { useTitle } from '../../components/use-title.ts';
import { OpenIdConnect } from './open-id-connect.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  useTitle('Sign in');
  const { data: needsSetup } = useQuery({ queryKey: ['needs-setup'], queryFn: readNeedsSetup });
  if (needsSetup) {
    return (
      <Entrance title="Welcome to Interlock">
        <Text fw={600}>This installation has no administrator yet.</Text>
        <Text mt={6}>
          Open the one-time link that the server printed in its terminal when it started. It creates the first
          administrator.
        </Text>
      </Entrance>
    );
  }
  return (
    <Entrance title="Sign in to Interlock">
      <SignInForm />
      <OpenIdConnect />
    </Entrance>
  );
}
