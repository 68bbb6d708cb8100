import { useDisclosure } from '@mantine/hooks';
import { useCreateSignInLink } from '../accounts/sign-in-link.ts';
import { SignInLinkDialog } from '../accounts/sign-in-link-dialog.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { showFailure, showSuccess } from '../components/toasts.tsx';
import { usePersonMutations } from './operations.ts';

interface AccessiblePerson {
  id: number | string;
  _etag: string;
  name: string;
}

/** Letting a person in and shutting them out; render `dialogs`. */
export function usePersonAccess(person: AccessiblePerson) {
  const link = useCreateSignInLink();
  const { update } = usePersonMutations();
  const [confirming, dialog] = useDisclosure(false);
  const setActive = (isActive: boolean) =>
    update.mutate(
      { id: person.id, etag: person._etag, isActive },
      {
        onSuccess: () => showSuccess(`${person.name} is ${isActive ? 'active again' : 'deactivated'}`),
        onError: showFailure,
        onSettled: dialog.close,
      },
    );
  return {
    makeLink: () => link.mutate(person.id),
    isMakingLink: link.isPending,
    deactivate: dialog.open,
    reactivate: () => setActive(true),
    isChanging: update.isPending,
    dialogs: (
      <>
        <SignInLinkDialog name={person.name} link={link.data} onClose={link.reset} />
        <ConfirmDialog
          opened={confirming}
          title={`Deactivate ${person.name}?`}
          confirm="Deactivate"
          danger
          loading={update.isPending}
          onConfirm={() => setActive(false)}
          onCancel={dialog.close}
        >
          {person.name} is signed out everywhere at once, and their API tokens and links are refused. What they did
          stays under their name; they can be reactivated.
        </ConfirmDialog>
      </>
    ),
  };
}
