import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { holdUnsavedWork } from './unsaved-work.ts';

/** Asks before leaving a page with unsaved work; render what it returns. */
export function useUnsavedGuard(unsaved: boolean) {
  useEffect(() => (unsaved ? holdUnsavedWork() : undefined), [unsaved]);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={blocker.status === 'blocked'}
      title="Leave without saving?"
      confirm="Leave"
      cancel="Stay"
      danger
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      What you changed here is not saved and will be lost.
    </ConfirmDialog>
  );
}
