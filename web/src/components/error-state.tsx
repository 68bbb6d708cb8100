import { Button } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconLock,
  IconMapOff,
  IconPlugConnectedX,
  IconRefresh,
} from '@tabler/icons-react';
import { type ErrorCode, isRequestError } from '../api/graphql-request-error.ts';
import { PartGoneError } from '../parts/load-part.ts';
import { CopyText } from './copy-text.tsx';
import { MessageState } from './message-state.tsx';

const looks: Partial<Record<ErrorCode, { icon: Icon; title: string }>> = {
  FORBIDDEN: { icon: IconLock, title: "You don't have permission to see this" },
  NOT_FOUND: { icon: IconMapOff, title: 'Not found' },
  OFFLINE: { icon: IconPlugConnectedX, title: "Interlock can't be reached" },
};

const updated = { icon: IconRefresh, title: 'Interlock was updated' };

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** Set when there is nothing else on the page. */
  page?: boolean;
}

/** Says what went wrong where the content would be: an error is never drawn as an empty list. */
export function ErrorState({ error, onRetry, page }: ErrorStateProps) {
  const known = isRequestError(error) ? error : undefined;
  const special = error instanceof PartGoneError ? updated : known && looks[known.code];
  const look = special ?? { icon: IconAlertTriangle, title: 'This could not be loaded' };
  return (
    <MessageState
      alert
      page={page}
      icon={look.icon}
      title={look.title}
      actions={
        onRetry && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <p>{error instanceof Error ? error.message : String(error)}</p>
      {known?.requestId && (
        <p>
          Request <CopyText value={known.requestId} label="request id" />
        </p>
      )}
    </MessageState>
  );
}
