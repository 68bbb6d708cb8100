import { IconLock } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { useMay } from '../../api/current-person.ts';
import { MessageState } from '../../components/message-state.tsx';
import { useTitle } from '../../components/use-title.ts';

/** The pages of administrators; others are told why they see none. */
export function AdministrationGate() {
  return useMay('ADMINISTER') ? <Outlet /> : <Refusal />;
}

function Refusal() {
  useTitle('Administration');
  return (
    <MessageState page icon={IconLock} title="You don't have permission to see this">
      These pages need the permission Administer. Ask an administrator.
    </MessageState>
  );
}
