import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import type { DryRunInput } from '../../actions/operations.ts';
import { RecordPicker } from '../../records/fields/record-picker.tsx';
import { useTargets } from '../../records/record-types.ts';

export interface TestGroundProps {
  draft: ActionDraft;
  isRunning: boolean;
  onRun: (input: DryRunInput) => void;
}

/** Tries the draft, its query included, on a record as it is now. */
export function TestOnRecord({ draft, isRunning, onRun }: TestGroundProps) {
  const [recordId, setRecordId] = useState<string | null>(null);
  const type = useTargets().find(draft.target ?? '');
  const { title, code, context, errorState, target, eventType } = draft;
  if (!type || !eventType) return <Text>Choose the action’s target and event first.</Text>;
  const input = { title: title || 'Untitled', code, context, errorState, target, eventType };
  return (
    <>
      <Text c="dimmed">
        Runs what is in the editor, saved or not, on a record as it is now, with nothing changed. Nothing is saved and
        nothing is logged.
      </Text>
      <RecordPicker
        key={type.name}
        typeName={type.name}
        label={`${type.label} to run it on`}
        value={recordId}
        onChange={setRecordId}
      />
      <Button disabled={!recordId} loading={isRunning} onClick={() => onRun({ ...input, recordId: Number(recordId) })}>
        Run
      </Button>
    </>
  );
}
