import { Alert, Button, Divider } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { postJson } from '../../api/plain-request.ts';
import { safeReturn } from './safe-return.ts';

const route = getRouteApi('/sign-in');

/** The button that goes to the organization's own sign-in, where there is one. */
export function OpenIdConnect() {
  const { returnTo } = route.useSearch();
  const { data: isOffered } = useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: async () => ((await (await fetch('/auth/ways')).json()) as { openIdConnect: boolean }).openIdConnect,
  });
  const begin = useMutation({
    mutationFn: async () => {
      const body = { provider: 'oidc', callbackURL: safeReturn(returnTo), errorCallbackURL: '/sign-in' };
      const response = await postJson('/auth/sign-in/social', body);
      window.location.assign(((await response.json()) as { url: string }).url);
    },
  });
  const failure = begin.error?.message ?? failureOf(new URLSearchParams(window.location.search).get('error'));
  if (!isOffered) return null;
  return (
    <>
      <Divider my="md" label="or" />
      {failure && (
        <Alert color="red" role="alert" mb="sm">
          {failure}
        </Alert>
      )}
      <Button variant="default" fullWidth loading={begin.isPending} onClick={() => begin.mutate()}>
        Sign in with your organization
      </Button>
    </>
  );
}

function failureOf(code: string | null): string | undefined {
  if (code === null) return undefined;
  if (code === 'no_such_person') return 'Nobody here has your email. Ask an administrator to add you.';
  return 'Your organization could not sign you in. Try again, or ask an administrator.';
}
