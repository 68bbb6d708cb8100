import { Modal, Stack, Text } from '@mantine/core';
import { insideMain } from '../components/inside-main.ts';
import { formatTime } from '../components/timestamp.tsx';
import { ShownOnce } from './shown-once.tsx';
import type { SignInLink } from './sign-in-link.ts';

interface SignInLinkDialogProps {
  name: string;
  /** Undefined while none is shown. */
  link: SignInLink | undefined;
  onClose: () => void;
}

/** Shows a link that was made just now, to be handed over. */
export function SignInLinkDialog({ name, link, onClose }: SignInLinkDialogProps) {
  return (
    <Modal
      portalProps={insideMain}
      opened={link !== undefined}
      onClose={onClose}
      title={link?.isInvitation === false ? `Reset link for ${name}` : `Invitation for ${name}`}
      size={480}
    >
      {link && (
        <Stack gap="sm">
          <Text>
            With this link {name} chooses {link.isInvitation ? 'a' : 'another'} password and is signed in. It works
            once, until {formatTime(link.expiresAt)}.
          </Text>
          <ShownOnce value={link.url} label="link">
            Nothing is sent: hand the link over yourself, on a way that only {name} reads. It is shown only now; making
            another one makes it void.
          </ShownOnce>
        </Stack>
      )}
    </Modal>
  );
}
