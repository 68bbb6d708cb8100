import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { inSentence } from '../../records/record-types.ts';

/** Why nothing in the form can be changed. */
export function ReadOnlyRecord({ label }: { label: string }) {
  return (
    <Alert variant="outline" color="gray" icon={<IconLock size={16} />} mb="md">
      You may read this {inSentence(label)}, not change it. Ask an administrator if you should.
    </Alert>
  );
}
