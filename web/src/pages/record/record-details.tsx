import { useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isRequestError } from '../../api/graphql-request-error.ts';
import { SaveBar } from '../../components/save-bar.tsx';
import { showFailure, showSuccess } from '../../components/toasts.tsx';
import { useUnsavedGuard } from '../../components/unsaved-guard.tsx';
import { changedFields, type FormValues, formValuesOf, updateInput } from '../../records/form-values.ts';
import { mergeChanges, type TheirChange } from '../../records/merge-changes.ts';
import { useRecordMutations } from '../../records/mutations.ts';
import { recordQuery } from '../../records/operations.ts';
import { RecordForm } from '../../records/record-form.tsx';
import { inSentence, type RecordTypeInfo, useRecordTypes } from '../../records/record-types.ts';
import type { RecordData } from '../../records/record-value.ts';
import { useRecordForm } from '../../records/use-record-form.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import { DeleteRecord } from './delete-record.tsx';
import { ReadOnlyRecord } from './read-only-record.tsx';
import classes from './record-details.module.css';
import { RecordFacts } from './record-facts.tsx';
import { RelatedRecords } from './related-records.tsx';

/** The record's form. A refused save keeps what was typed; a save that somebody else was faster than brings theirs in. */
export function RecordDetails({ type, record }: { type: RecordTypeInfo; record: RecordData }) {
  const types = useRecordTypes();
  const queryClient = useQueryClient();
  const [base, setBase] = useState({ record, values: formValuesOf(type, record) });
  const [theirs, setTheirs] = useState<TheirChange[]>();
  const form = useRecordForm(type, base.values, false);
  const { update } = useRecordMutations(type);
  const changed = changedFields(type, form.values, base.values);
  const guard = useUnsavedGuard(changed.length > 0);

  const readAgain = () => queryClient.fetchQuery({ ...recordQuery(type, types, String(record.id)), staleTime: 0 });
  /** What was typed since the save was sent stays as an unsaved change. */
  const settle = (fresh: RecordData | null, sent: FormValues) => {
    if (!fresh) return;
    setBase({ record: fresh, values: formValuesOf(type, fresh) });
    form.setValues((typed) => mergeChanges(type, sent, typed, fresh).values);
    setTheirs(undefined);
  };
  const bringIn = async () => {
    const fresh = await readAgain();
    if (!fresh) return showFailure(new Error(`This ${inSentence(type.label)} was deleted while you edited it.`));
    const merge = mergeChanges(type, base.values, form.values, fresh);
    setBase({ record: fresh, values: merge.base });
    form.setValues(merge.values);
    setTheirs(merge.theirs);
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (changed.length === 0 || update.isPending || !form.check()) return;
    const sent = form.values;
    const input = { id: base.record.id, etag: base.record._etag, ...updateInput(type, sent, base.values) };
    update.mutate(input, {
      onSuccess: async () => {
        settle(await readAgain(), sent);
        showSuccess('Saved');
      },
      onError: (error) => (isRequestError(error, 'CONCURRENCY_ERROR') ? void bringIn() : form.showError(error)),
    });
  };

  useHotkeys([['mod+S', () => save()]], []);
  return (
    <div className={classes.columns}>
      <form onSubmit={save} noValidate className={classes.form}>
        {theirs && <ConflictNotice changes={theirs} type={type} onDismiss={() => setTheirs(undefined)} />}
        {!type.canUpdate && <ReadOnlyRecord type={type} />}
        <RecordForm
          type={type}
          creating={false}
          values={form.values}
          errors={form.errors}
          disabled={!type.canUpdate}
          onChange={form.change}
        />
        {(type.canUpdate || type.canDelete) && (
          <SaveBar
            unsaved={changed.length}
            saving={update.isPending}
            canSave={type.canUpdate}
            onDiscard={() => form.reset(base.values)}
          >
            {type.canDelete && <DeleteRecord type={type} record={base.record} />}
          </SaveBar>
        )}
      </form>
      <aside className={classes.aside} aria-label="About this record">
        <RecordFacts type={type} record={base.record} types={types} />
        <RelatedRecords type={type} record={base.record} types={types} />
      </aside>
      {guard}
    </div>
  );
}
