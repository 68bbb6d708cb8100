import { Alert } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type DraftField, type DraftMerge, draftLabels } from '../../actions/action-draft.ts';

/** Tells what somebody else saved while this editor was open, and what that means for saving. */
export function DraftConflict({ merge, onDismiss }: { merge: DraftMerge; onDismiss: () => void }) {
  const taken = merge.theirs.filter((field) => !merge.contested.includes(field));
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
      {merge.contested.length > 0 && (
        <div>You both edited {list(merge.contested)}: saving again replaces theirs with yours.</div>
      )}
    </Alert>
  );
}

function list(fields: DraftField[]): string {
  return fields.map((field) => draftLabels[field]).join(', ');
}
