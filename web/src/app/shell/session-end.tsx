import { Button, Group, Modal } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { currentPersonQuery } from '../../api/current-person.ts';
import { subscribeToSessionEnd } from '../../api/session-end.ts';
import { insideMain } from '../../components/inside-main.ts';
import { showSuccess } from '../../components/toasts.tsx';
import { hasUnsavedWork } from '../../components/unsaved-work.ts';

/**
 * A session that ends while a page is open leads to sign-in and back to that page. A page with unsaved work stays: a dialog
 * over it says so, and closes by itself when one comes back signed in.
 */
export function SessionEnd() {
  const [opened, setOpened] = useState(false);
  const router = useRouter();
  const queryClient = useQueryClient();
  useEffect(() => {
    const goToSignIn = () => {
      const { pathname, href } = router.state.location;
      if (pathname === '/sign-in') return;
      queryClient.removeQueries({ queryKey: currentPersonQuery.queryKey });
      void router.navigate({ to: '/sign-in', search: { returnTo: href }, replace: true });
    };
    return subscribeToSessionEnd(() => (hasUnsavedWork() ? setOpened(true) : goToSignIn()));
  }, [router, queryClient]);
  useEffect(() => {
    if (!opened) return;
    const lookAgain = async () => {
      const person = await queryClient.fetchQuery({ ...currentPersonQuery, staleTime: 0 }).catch(() => null);
      if (!person) return;
      setOpened(false);
      showSuccess('You are signed in again');
      void queryClient.invalidateQueries();
    };
    window.addEventListener('focus', lookAgain);
    return () => window.removeEventListener('focus', lookAgain);
  }, [opened, queryClient]);
  return (
    <Modal
      portalProps={insideMain}
      opened={opened}
      onClose={() => setOpened(false)}
      title="Your session ended"
      size={440}
    >
      What you typed is kept on this page, and not saved yet. Sign in in a new tab, then come back here and save.
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={() => setOpened(false)}>
          Close
        </Button>
        <Button
          component="a"
          href="/sign-in"
          target="_blank"
          rel="noopener"
          rightSection={<IconExternalLink size={15} />}
          data-autofocus
        >
          Sign in in a new tab
        </Button>
      </Group>
    </Modal>
  );
}
