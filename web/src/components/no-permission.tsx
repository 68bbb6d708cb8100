import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { MessageState } from './message-state.tsx';

interface NoPermissionProps {
  /** Ends the sentence "You may not …". */
  what: string;
  /** The permission that is missing, as administrators know it: `EDIT_ACTIONS`, `CREATE Part`. */
  permission: string;
  /** Set when there is nothing else on the page. */
  page?: boolean;
  /** A way on from here. */
  actions?: ReactNode;
}

/** In place of what the person may not see or do: says which permission that needs, and who can give it. */
export function NoPermission({ what, permission, page, actions }: NoPermissionProps) {
  return (
    <MessageState page={page} icon={IconLock} title={`You may not ${what}`} actions={actions}>
      That needs the permission <code>{permission}</code>, which none of your roles has. An administrator can give it to
      you.
    </MessageState>
  );
}
