import { IconMapOff } from '@tabler/icons-react';
import { MessageState } from '../components/message-state.tsx';
import { useTitle } from '../components/use-title.ts';

/** In place of the records of a type that there is not, or whose records the person may not see: nobody is told which. */
export function NoRecordType() {
  useTitle('Not found');
  return (
    <MessageState page icon={IconMapOff} title="There are no such records, or you may not see them">
      Seeing the records of a type needs its <code>READ</code> permission, for example <code>READ Part</code>. An
      administrator can give it to you. The menu lists the records that you may see.
    </MessageState>
  );
}
