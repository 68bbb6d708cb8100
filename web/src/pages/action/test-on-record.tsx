import { Button, Text } from '@mantine/core';
import type { ActionDraft } from '../../actions/action-draft.ts';
import type { DryRunInput } from '../../actions/operations.ts';
import { RecordPicker } from '../../records/fields/record-picker.tsx';
import { useTargets } from '../../records/record-types.ts';
import { useRunOnOpen } from './use-run-on-open.ts';

export interface TestGroundProps {
  draft: ActionDraft;
  /** The id of the record or log it is tried on. */
  chosen: string | null;
  onChoose: (id: string | null) => void;
  isRunning: boolean;
  onRun: (input: DryRunInput) => void;
}

/** Tries the draft, its query included, on a record as it is now. */
export function TestOnRecord({ draft, chosen, onChoose, isRunning, onRun }: TestGroundProps) {
  const type = useTargets().find(draft.target ?? '');
  const { title, code, context, errorState, target, eventType } = draft;
  const run =
    type && eventType && chosen
      ? () => {
          const input = { title: title || 'Untitled', code, context, errorState, target, eventType };
          onRun({ ...input, recordId: Number(chosen) });
        }
      : undefined;
  useRunOnOpen(run);
  if (!type || !eventType) return <Text>Choose the action’s target and event first.</Text>;
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
        value={chosen}
        onChange={onChoose}
        isFirst={!chosen}
      />
      <Button disabled={!run} loading={isRunning} onClick={run}>
        Run
      </Button>
    </>
  );
}
