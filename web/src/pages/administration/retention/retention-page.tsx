import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../components/error-state.tsx';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Section } from '../../../components/section.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { retentionQuery } from '../../../retention/operations.ts';
import { LastRun } from './last-run.tsx';
import { ReceiptTable } from './receipt-table.tsx';
import { RetentionForm } from './retention-form.tsx';

/** How long execution logs are kept, and the proof that older ones are gone. */
export function RetentionPage() {
  useTitle('Retention');
  const retention = useQuery(retentionQuery);
  return (
    <Page>
      <PageHeader
        title="Retention"
        note="Execution logs are kept so long, then deleted for good: unreadable at once, deleted by housekeeping, off the disk with their day."
      />
      {retention.error && !retention.data ? (
        <ErrorState error={retention.error} onRetry={() => retention.refetch()} />
      ) : retention.data ? (
        <RetentionForm key={retention.data.days} retention={retention.data} />
      ) : (
        <Skeleton height={56} width={320} />
      )}
      <Section
        title="Housekeeping"
        note="It runs every ten minutes. Each run that removed something leaves a receipt, which is kept for ever."
      >
        <LastRun />
        <ReceiptTable />
      </Section>
    </Page>
  );
}
