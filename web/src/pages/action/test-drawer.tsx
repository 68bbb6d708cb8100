import { Drawer, SegmentedControl, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import { dryRun } from '../../actions/operations.ts';
import { useMay } from '../../api/current-person.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { TestOnLog } from './test-on-log.tsx';
import { TestOnRecord } from './test-on-record.tsx';
import { TestResult } from './test-result.tsx';

interface TestDrawerProps {
  opened: boolean;
  onClose: () => void;
  /** Undefined while the action is new, which has no logs. */
  actionId: number | string | undefined;
  draft: ActionDraft;
}

type Ground = 'record' | 'log';

/**
 * Runs the action as it stands in the editor, saved or not, without changing or logging anything. What it was tried on stays
 * chosen while one goes back to edit.
 */
export function TestDrawer({ opened, onClose, actionId, draft }: TestDrawerProps) {
  const [ground, setGround] = useState<Ground>('record');
  const [recordIds, setRecordIds] = useState<Record<string, string | null>>({});
  const [logId, setLogId] = useState<string | null>(null);
  const [maySeeLogs, maySeeContexts] = [useMay('SEE_LOGS'), useMay('SEE_CONTEXTS')];
  const run = useMutation({ mutationFn: dryRun });
  const shared = { draft, isRunning: run.isPending, onRun: run.mutate };
  const { target } = draft;
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={600} title="Test this action">
      <Stack gap="md">
        {actionId !== undefined && maySeeLogs && maySeeContexts && (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Test on"
            value={ground}
            onChange={(value) => {
              setGround(value as Ground);
              run.reset();
            }}
            data={[
              { value: 'record', label: 'On a record' },
              { value: 'log', label: 'On the context of a log' },
            ]}
          />
        )}
        {ground === 'log' && actionId !== undefined ? (
          <TestOnLog actionId={actionId} chosen={logId} onChoose={setLogId} {...shared} />
        ) : (
          <TestOnRecord
            chosen={(target && recordIds[target]) ?? null}
            onChoose={(id) => target && setRecordIds((all) => ({ ...all, [target]: id }))}
            {...shared}
          />
        )}
        {run.error && <ErrorState error={run.error} />}
        {run.data && (
          <TestResult result={run.data} title={draft.title || 'the new action'} code={run.variables?.code ?? ''} />
        )}
      </Stack>
    </Drawer>
  );
}
