import { Button } from '@mantine/core';
import { IconHourglassEmpty } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MessageState } from '../components/message-state.tsx';

/** In place of a log that is not there: it expired, or its address is wrong. */
export function LogExpired({ page }: { page?: boolean }) {
  return (
    <MessageState
      page={page}
      icon={IconHourglassEmpty}
      title="This log is not here any more"
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/execution-logs" {...props} />}>
          All execution logs
        </Button>
      }
    >
      Execution logs are deleted for good at the end of their retention. If this one should be recent, check its
      address.
    </MessageState>
  );
}
