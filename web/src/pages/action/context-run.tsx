import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import { type DryRun, dryRun } from '../../actions/operations.ts';
import { useMay } from '../../api/current-person.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { ContextView } from '../../contexts/context-view.tsx';
import { RecordPicker } from '../../records/fields/record-picker.tsx';
import { useTargets } from '../../records/record-types.ts';
import classes from './context-run.module.css';

/** Runs the query on a record and shows what the code would be given. */
export function ContextRun({ draft }: { draft: ActionDraft }) {
  const [recordId, setRecordId] = useState<string | null>(null);
  const type = useTargets().find(draft.target ?? '');
  const may = [useMay('EDIT_ACTIONS'), useMay('SEE_CONTEXTS')].every(Boolean);
  const run = useMutation({ mutationFn: dryRun });
  if (!may || !type) return null;
  const { context, target, eventType } = draft;
  const start = () =>
    run.mutate({ code: '', context, target, eventType: eventType ?? 'UPDATE', recordId: Number(recordId) });
  return (
    <section className={classes.root} aria-label="Try the query">
      <div className={classes.bar}>
        <RecordPicker
          key={type.name}
          typeName={type.name}
          label={`${type.label} to run the query on`}
          value={recordId}
          onChange={setRecordId}
        />
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={15} />}
          disabled={!recordId}
          loading={run.isPending}
          onClick={start}
        >
          Run query
        </Button>
      </div>
      {run.error && <ErrorState error={run.error} />}
      {run.data && <ContextData result={run.data} title={draft.title || 'the new action'} />}
    </section>
  );
}

function ContextData({ result, title }: { result: DryRun; title: string }) {
  if (result.message) {
    return (
      <p role="alert" className={classes.problem}>
        {result.message}
      </p>
    );
  }
  return <ContextView context={result.contextData} title={title} fileName="context.json" />;
}
