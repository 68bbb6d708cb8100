import { Alert } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { FieldText } from '../../records/field-text.tsx';
import type { TheirChange } from '../../records/merge-changes.ts';
import { type RecordTypeInfo, useRecordTypes } from '../../records/record-types.ts';
import { fieldNamed } from '../../records/record-value.ts';
import classes from './conflict-notice.module.css';

interface ConflictNoticeProps {
  changes: TheirChange[];
  type: RecordTypeInfo;
  onDismiss: () => void;
}

/** Tells what somebody else changed while this form was open, and what that means for saving it. */
export function ConflictNotice({ changes, type, onDismiss }: ConflictNoticeProps) {
  const contested = changes.some((change) => change.contested);
  return (
    <Alert
      role="alert"
      color="yellow"
      icon={<IconUsers size={16} />}
      title="Somebody changed this record while you were editing it"
      withCloseButton
      closeButtonLabel="Close"
      onClose={onDismiss}
      mb="md"
    >
      <p className={classes.text}>
        Nothing was saved yet. Their changes are loaded below and what you typed is kept.{' '}
        {contested ? 'Where both changed the same field, saving overwrites theirs.' : 'Check them, then save again.'}
      </p>
      <ul className={classes.list}>
        {changes.map((change) => (
          <li key={change.field}>
            <b>{change.label}</b>: <Value change={change} value={change.before} type={type} /> →{' '}
            <Value change={change} value={change.now} type={type} />
            {change.contested && ' (you changed it too)'}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Value({ change, value, type }: { change: TheirChange; value: unknown; type: RecordTypeInfo }) {
  const types = useRecordTypes();
  const field = fieldNamed(type, change.field);
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (!field || isEmpty) return <i>empty</i>;
  return <FieldText field={field} value={value} types={types} />;
}
