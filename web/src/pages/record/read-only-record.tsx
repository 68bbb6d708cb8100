import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { inSentence, permissionTo, type RecordTypeInfo } from '../../records/record-types.ts';

/** Why nothing in the form can be changed. */
export function ReadOnlyRecord({ type }: { type: RecordTypeInfo }) {
  return (
    <Alert variant="outline" color="gray" icon={<IconLock size={16} />} mb="md">
      You may read this {inSentence(type.label)}, not change it: that needs the permission{' '}
      <code>{permissionTo('UPDATE', type)}</code>. An administrator can give it to you.
    </Alert>
  );
}
