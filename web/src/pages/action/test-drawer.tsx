import { Button, Drawer, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import { dryRun } from '../../actions/operations.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { RecordPicker } from '../../records/fields/record-picker.tsx';
import { useTargets } from '../../records/record-types.ts';
import { TestResult } from './test-result.tsx';

interface TestDrawerProps {
  opened: boolean;
  onClose: () => void;
  draft: ActionDraft;
}

/** Runs the action as it stands in the editor on a record, without changing or logging anything. */
export function TestDrawer({ opened, onClose, draft }: TestDrawerProps) {
  const [recordId, setRecordId] = useState<string | null>(null);
  const type = useTargets().find(draft.target ?? '');
  const run = useMutation({ mutationFn: dryRun });
  const start = () => {
    const { title, code, context, errorState, target, eventType } = draft;
    run.mutate({
      title: title || 'Untitled',
      code,
      context,
      errorState,
      target,
      eventType,
      recordId: Number(recordId),
    });
  };
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={560} title="Test this action">
      <Stack gap="md">
        <Text c="dimmed">
          Runs what is in the editor, saved or not, on a record as it is now. Nothing is changed and nothing is logged.
        </Text>
        {type && draft.eventType ? (
          <>
            <RecordPicker
              key={type.name}
              typeName={type.name}
              label={`${type.label} to run it on`}
              value={recordId}
              onChange={setRecordId}
            />
            <Button disabled={!recordId} loading={run.isPending} onClick={start}>
              Run
            </Button>
          </>
        ) : (
          <Text>Choose the action’s target and event first.</Text>
        )}
        {run.error && <ErrorState error={run.error} />}
        {run.data && <TestResult result={run.data} />}
      </Stack>
    </Drawer>
  );
}
