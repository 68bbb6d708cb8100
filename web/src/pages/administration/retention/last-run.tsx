import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { formatRelative } from '../../../components/relative-time.ts';
import { Timestamp } from '../../../components/timestamp.tsx';
import { hasRemoved, receiptsQuery } from '../../../retention/operations.ts';

/** When housekeeping last ran, whatever it found to do, and what of it failed. */
export function LastRun() {
  const { data: receipts } = useQuery(receiptsQuery);
  if (!receipts) return null;
  const [last] = receipts;
  if (!last) return <Text size="sm">It has not run yet.</Text>;
  return (
    <>
      <Text size="sm" mb="sm">
        Last run: <Timestamp value={last.startedAt} /> ({formatRelative(last.startedAt, new Date())})
        {!hasRemoved(last) && !last.failures.length && ', nothing was to be removed'}
      </Text>
      {last.failures.length > 0 && (
        <Alert
          color="red"
          icon={<IconAlertTriangle size={16} />}
          title="A part of the last run failed and is tried again"
          mb="sm"
        >
          {last.failures.map((failure) => (
            <div key={failure}>{failure}</div>
          ))}
        </Alert>
      )}
    </>
  );
}
