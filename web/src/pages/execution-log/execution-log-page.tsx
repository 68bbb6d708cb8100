import { useForceUpdate, useInterval } from '@mantine/hooks';
import { IconHourglassLow } from '@tabler/icons-react';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ErrorState } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLoading } from '../../components/page-loading.tsx';
import { formatTime, Timestamp } from '../../components/timestamp.tsx';
import { useTitle } from '../../components/use-title.ts';
import { eventLabel } from '../../execution-logs/event-label.ts';
import { logContextsQuery } from '../../execution-logs/log-contexts.ts';
import { LogExpired } from '../../execution-logs/log-expired.tsx';
import { type Log, logQuery } from '../../execution-logs/operations.ts';
import { outcomeWord } from '../../execution-logs/outcome.tsx';
import { RecordLink } from '../../execution-logs/record-link.tsx';
import { useTargets } from '../../records/record-types.ts';
import classes from './execution-log-page.module.css';
import { LogBody } from './log-body.tsx';
import { LogPageActions } from './log-page-actions.tsx';

const route = getRouteApi('/shell/execution-logs/$id');

/** One execution log: verdict and message first, then the metadata, then what ran. */
export function ExecutionLogPage() {
  const { id } = route.useParams();
  const log = useQuery(logQuery(id));
  const targets = useTargets();
  useTitle(log.data ? titleOf(log.data, targets.label(log.data.target)) : 'Execution log');
  // They can be megabytes, so they are asked for at once, though shown last.
  usePrefetchQuery(logContextsQuery(id));
  if (log.isPending) return <PageLoading />;
  if (log.error) return <ErrorState error={log.error} onRetry={() => log.refetch()} page />;
  if (!log.data) return <LogExpired page />;
  return (
    <Page>
      <PageHeader
        trail={<Link to="/execution-logs">Execution Logs</Link>}
        title={<LogTitle log={log.data} />}
        note={
          <>
            <Timestamp value={log.data.createdAt} /> ·{' '}
            {log.data.pythonVersion ? `Python ${log.data.pythonVersion}` : 'not run'} · <Expiry log={log.data} />
          </>
        }
        actions={<LogPageActions log={log.data} />}
      />
      <LogBody log={log.data} />
    </Page>
  );
}

/** `Blocked: Update of Part Inventory 9`: a tab among tabs of other logs. */
function titleOf(log: Log, target: string): string {
  return `${outcomeWord(log.outcome)}: ${eventLabel(log.event)} of ${target} ${log.targetRecordId}`;
}

function LogTitle({ log }: { log: Log }) {
  return (
    <span>
      {eventLabel(log.event)} of <RecordLink target={log.target} id={log.targetRecordId} withLabel />
    </span>
  );
}

const soonDays = 3;
const redrawEveryMs = 60_000;

function Expiry({ log }: { log: Log }) {
  useInterval(useForceUpdate(), redrawEveryMs, { autoInvoke: true });
  const days = Math.ceil((Date.parse(log.expiresAt) - Date.now()) / 86_400_000);
  const isSoon = days <= soonDays;
  const text = days <= 1 ? 'expires within a day' : `expires in ${days} days`;
  return (
    <span title={`Deleted for good at ${formatTime(log.expiresAt)}`} className={isSoon ? classes.soon : undefined}>
      {isSoon && <IconHourglassLow size={13} aria-hidden />}
      {text}
    </span>
  );
}
