import { Button } from '@mantine/core';
import { IconBox, IconFilterOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MessageState } from '../../components/message-state.tsx';
import type { RecordTypeInfo } from '../../records/record-types.ts';

export function RecordsEmpty({ type, slug, narrowed }: { type: RecordTypeInfo; slug: string; narrowed: boolean }) {
  if (narrowed) {
    return (
      <MessageState icon={IconFilterOff} title={`No ${type.label.toLowerCase()} matches`}>
        The search and every filter must match.
      </MessageState>
    );
  }
  return (
    <MessageState
      icon={IconBox}
      title={`No ${type.pluralLabel.toLowerCase()} yet`}
      actions={
        <Button renderRoot={(props) => <Link to="/records/$type/new" params={{ type: slug }} {...props} />}>
          New {type.label}
        </Button>
      }
    />
  );
}
