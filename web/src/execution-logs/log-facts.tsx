import { CopyText } from '../components/copy-text.tsx';
import { formatDuration } from '../components/duration.ts';
import type { Fact } from '../components/fact-list.tsx';
import { Timestamp } from '../components/timestamp.tsx';
import { ActionLinks } from './action-links.tsx';
import { eventLabel } from './event-label.ts';
import type { LogHead } from './operations.ts';
import { RecordLink, TargetLabel } from './record-link.tsx';

interface LogOrigin {
  viaToken?: string | null;
  clientRequestId?: string | null;
}

/** The metadata of a log, in the order it is read. */
export function logFacts(log: LogHead & LogOrigin): Fact[] {
  return [
    { label: 'Created At', value: <Timestamp value={log.createdAt} /> },
    { label: 'Event', value: eventLabel(log.event) },
    { label: 'Target', value: <TargetLabel target={log.target} /> },
    { label: 'Target Record ID', value: <RecordLink target={log.target} id={log.targetRecordId} /> },
    { label: 'Executed Action IDs', value: <ActionLinks ids={log.executedActionIds} /> },
    { label: 'Execution Time', value: formatDuration(log.executionTimeMs) },
    { label: 'Triggered By', value: <TriggeredBy log={log} /> },
    { label: 'Change', value: log.committed ? 'Committed' : 'Rolled back' },
    { label: 'Request ID', value: <CopyText value={log.requestId} label="request id" />, wide: true },
    ...(log.clientRequestId
      ? [
          {
            label: "Caller's Request ID",
            value: <CopyText value={log.clientRequestId} label="caller's request id" />,
            wide: true,
          },
        ]
      : []),
  ];
}

function TriggeredBy({ log: { triggeredBy, viaToken } }: { log: LogHead & LogOrigin }) {
  const name = triggeredBy?.name ?? 'Deleted user';
  return <span title={triggeredBy?.email}>{viaToken ? `${name}, by the token ${viaToken}` : name}</span>;
}
