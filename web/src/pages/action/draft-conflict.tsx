import { Alert, Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type DraftField, draftLabels, type TheirChanges } from '../../actions/action-draft.ts';
import type { Action } from '../../actions/operations.ts';

interface DraftConflictProps {
  /** The action as it was saved meanwhile. */
  saved: Action;
  changes: TheirChanges;
  onCompare: () => void;
  onDismiss: () => void;
}

/** Tells what somebody else saved while this editor was open, and what that means for saving. */
export function DraftConflict({ saved, changes, onCompare, onDismiss }: DraftConflictProps) {
  const { taken, contested } = changes;
  return (
    <Alert
      role="alert"
      color="yellow"
      icon={<IconUsers size={16} />}
      title={`${saved.updatedBy?.name ?? 'Somebody'} saved this action while you were editing it: it is at version ${saved.version} now`}
      withCloseButton
      closeButtonLabel="Close"
      onClose={onDismiss}
      mb="md"
    >
      Nothing of yours was saved yet, and all of it is kept.
      {taken.length > 0 && <div>Theirs was loaded: {list(taken)}.</div>}
      {contested.length > 0 && <div>You both edited {list(contested)}: saving again replaces theirs with yours.</div>}
      {contested.some((field) => field !== 'enabled') && (
        <Button variant="default" mt="xs" onClick={onCompare}>
          Compare with yours
        </Button>
      )}
    </Alert>
  );
}

function list(fields: DraftField[]): string {
  return fields.map((field) => draftLabels[field]).join(', ');
}
