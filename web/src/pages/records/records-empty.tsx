import { Button } from '@mantine/core';
import { IconBox, IconFilterOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MessageState } from '../../components/message-state.tsx';
import { inSentence, type RecordTypeInfo } from '../../records/record-types.ts';

interface RecordsEmptyProps {
  type: RecordTypeInfo;
  slug: string;
  /** Set while a search or filters are on. */
  onClear?: () => void;
}

export function RecordsEmpty({ type, slug, onClear }: RecordsEmptyProps) {
  if (onClear) {
    return (
      <MessageState
        icon={IconFilterOff}
        title={`No ${inSentence(type.label)} matches`}
        actions={
          <Button variant="default" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        The search and every filter must match.
      </MessageState>
    );
  }
  return (
    <MessageState
      icon={IconBox}
      title={`No ${inSentence(type.pluralLabel)} yet`}
      actions={
        type.canCreate && (
          <Button renderRoot={(props) => <Link to="/records/$type/new" params={{ type: slug }} {...props} />}>
            New {type.label}
          </Button>
        )
      }
    />
  );
}
