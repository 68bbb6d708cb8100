import { Alert } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type DraftField, draftLabels, type TheirChanges } from '../../actions/action-draft.ts';

/** Tells what somebody else saved while this editor was open, and what that means for saving. */
export function DraftConflict({ changes, onDismiss }: { changes: TheirChanges; onDismiss: () => void }) {
  const { taken, contested } = changes;
  return (
    <Alert
      role="alert"
      color="yellow"
      icon={<IconUsers size={16} />}
      title="Somebody saved this action while you were editing it"
      withCloseButton
      closeButtonLabel="Close"
      onClose={onDismiss}
      mb="md"
    >
      Nothing of yours was saved yet, and all of it is kept.
      {taken.length > 0 && <div>Theirs was loaded: {list(taken)}.</div>}
      {contested.length > 0 && <div>You both edited {list(contested)}: saving again replaces theirs with yours.</div>}
    </Alert>
  );
}

function list(fields: DraftField[]): string {
  return fields.map((field) => draftLabels[field]).join(', ');
}
