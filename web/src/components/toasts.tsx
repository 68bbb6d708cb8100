import { notifications } from '@mantine/notifications';
import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconCheck } from '@tabler/icons-react';
import type { ActionWarning } from '../api/graphql-request.ts';
import { isRequestError } from '../api/graphql-request-error.ts';
import { ToastMessage } from './toast-message.tsx';
import classes from './toasts.module.css';

const look = {
  withBorder: true,
  closeButtonProps: { 'aria-label': 'Close' },
  classNames: { root: classes.root, icon: classes.icon },
};

/** Brief word that something was done. */
export function showSuccess(message: string): void {
  notifications.show({
    message,
    icon: <IconCheck size={16} />,
    color: 'green',
    autoClose: 3_000,
    role: 'status',
    ...look,
  });
}

/** One toast for each warning an action gave; the change went through. */
export function showWarnings(warnings: readonly ActionWarning[]): void {
  for (const warning of warnings) {
    notifications.show({
      title: `Warning: ${warning.actionTitle}`,
      message: <ToastMessage message={warning.message} executionLogId={warning.executionLogId} />,
      icon: <IconAlertTriangleFilled size={16} />,
      color: 'yellow.8',
      autoClose: 15_000,
      role: 'status',
      ...look,
    });
  }
}

/** Says why something was not done. What an action blocked stays until it is closed, and links to its log. */
export function showFailure(error: unknown): void {
  showFailureOf('That did not work', error);
}

/** The same when several things were tried: `what` says which of them it was. */
export function showFailureOf(what: string, error: unknown): void {
  // The app itself says that the session ended.
  if (isRequestError(error, 'UNAUTHENTICATED')) return;
  const known = isRequestError(error) ? error : undefined;
  const blocked = known?.code === 'VALIDATION_ERROR';
  notifications.show({
    title: blocked ? `Blocked by ${known.actionTitle ?? 'an action'}` : what,
    message: (
      <ToastMessage
        message={error instanceof Error ? error.message : String(error)}
        executionLogId={known?.executionLogId}
        requestId={known?.requestId}
      />
    ),
    icon: <IconAlertOctagonFilled size={16} />,
    color: 'red',
    autoClose: blocked ? false : 12_000,
    role: 'alert',
    ...look,
  });
}
