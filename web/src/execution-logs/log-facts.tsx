import { CopyText } from '../components/copy-text.tsx';
import { formatDuration } from '../components/duration.ts';
import type { Fact } from '../components/fact-list.tsx';
import { Timestamp } from '../components/timestamp.tsx';
import { ActionLinks } from './action-links.tsx';
import { eventLabel } from './event-label.ts';
import type { LogHead } from './operations.ts';
import { RecordLink, TargetLabel } from './record-link.tsx';

/** The metadata of a log, in the order it is read. */
export function logFacts(log: LogHead): Fact[] {
  return [
    { label: 'Created At', value: <Timestamp value={log.createdAt} /> },
    { label: 'Event', value: eventLabel(log.event) },
    { label: 'Target', value: <TargetLabel target={log.target} /> },
    { label: 'Target Record ID', value: <RecordLink target={log.target} id={log.targetRecordId} /> },
    { label: 'Executed Action IDs', value: <ActionLinks ids={log.executedActionIds} /> },
    { label: 'Execution Time', value: formatDuration(log.executionTimeMs) },
    { label: 'Triggered By', value: log.triggeredBy?.name ?? 'Deleted user' },
    { label: 'Change', value: log.committed ? 'Committed' : 'Rolled back' },
    { label: 'Request ID', value: <CopyText value={log.requestId} label="request id" />, wide: true },
  ];
}
