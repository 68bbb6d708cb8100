import { Alert, Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { NumberField } from '../../../components/number-field.tsx';
import { showFailure, showSuccess } from '../../../components/toasts.tsx';
import { countRetentionLoss, useChangeRetention } from '../../../retention/operations.ts';
import classes from './retention-form.module.css';

const longestDays = 3650;

/** The days, and for fewer of them the question whether the logs that go may go. */
export function RetentionForm({ retention }: { retention: { days: number; isFixed: boolean } }) {
  const [days, setDays] = useState<number | string>(retention.days);
  const change = useChangeRetention();
  const ask = useMutation({ mutationFn: countRetentionLoss, onError: showFailure });
  const wanted = Number(days);
  const isValid = Number.isInteger(wanted) && wanted >= 1 && wanted <= longestDays;
  // This form is made anew for other days; what came of it is told nevertheless.
  const save = (isConfirmed: boolean) =>
    change
      .mutateAsync({ days: wanted, isConfirmed })
      .then(() => showSuccess(`Execution logs are kept ${daysOf(wanted)}`), showFailure)
      .finally(ask.reset);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted >= retention.days) void save(false);
    else ask.mutate(wanted);
  };
  return (
    <form noValidate onSubmit={submit}>
      {retention.isFixed && (
        <Alert color="gray" icon={<IconLock size={16} />} mb="md">
          Set by RETENTION_DAYS in the server’s environment: change it there.
        </Alert>
      )}
      <div className={classes.row}>
        <NumberField
          label="Days that execution logs are kept"
          description="At most 3,650"
          w={240}
          isWhole
          disabled={retention.isFixed}
          value={days}
          onChange={(number) => setDays(number ?? '')}
          error={isValid ? undefined : 'A whole number from 1 to 3,650'}
        />
        {!retention.isFixed && (
          <Button
            type="submit"
            className={classes.save}
            disabled={!isValid || wanted === retention.days}
            loading={ask.isPending || change.isPending}
          >
            Save
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={ask.data !== undefined}
        title={`Keep logs ${daysOf(wanted)} instead of ${daysOf(retention.days)}?`}
        confirm={ask.data ? `Delete ${logsOf(ask.data)}` : 'Shorten'}
        danger={Boolean(ask.data)}
        loading={change.isPending}
        onConfirm={() => void save(true)}
        onCancel={ask.reset}
      >
        {ask.data
          ? `${logsOf(ask.data)} older than ${daysOf(wanted)} will be deleted for good, at once. Nothing brings them back but a backup.`
          : `No log is older than ${daysOf(wanted)}, so none is deleted now.`}
      </ConfirmDialog>
    </form>
  );
}

function daysOf(days: number): string {
  return days === 1 ? '1 day' : `${days.toLocaleString('en')} days`;
}

function logsOf(logs: number): string {
  return logs === 1 ? '1 execution log' : `${logs.toLocaleString('en')} execution logs`;
}
