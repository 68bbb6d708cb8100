import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';

/** Why nothing on the page can be changed. */
export function ReadOnlyNotice({ mayEdit }: { mayEdit: boolean }) {
  return (
    <Alert variant="outline" color="gray" icon={<IconLock size={16} />} mb="md">
      {mayEdit
        ? 'This action is enabled, and changing what runs needs the permission ENABLE_ACTIONS. Try changes with Test, or ask an administrator to disable it.'
        : 'You may read this action. Changing it needs the permission EDIT_ACTIONS: ask an administrator.'}
    </Alert>
  );
}
