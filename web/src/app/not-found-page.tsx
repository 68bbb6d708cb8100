import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MessageState } from '../components/message-state.tsx';

export function NotFoundPage() {
  return (
    <MessageState page icon={IconMapOff} title="There is nothing at this address">
      It may be mistyped, or what was here is gone. <Link to="/execution-logs">Go to the execution logs</Link>
    </MessageState>
  );
}
