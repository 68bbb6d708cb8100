import { IconCopy } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { formatDuration } from '../components/duration.ts';
import { Timestamp } from '../components/timestamp.tsx';
import { typeSlug, type useTargets } from '../records/record-types.ts';
import type { ColumnId, ColumnPreferences } from './column-preferences.ts';
import { eventLabel } from './event-label.ts';
import type { LogSort } from './log-list-state.ts';
import classes from './log-table.module.css';
import type { LogHead } from './operations.ts';
import { OutcomeMark } from './outcome.tsx';

export type Targets = ReturnType<typeof useTargets>;

/**
 * A column of the table of logs. Cells are plain elements, without components that subscribe to anything: the table draws
 * hundreds of them while it is scrolled, and handles their clicks itself (`use-table-clicks.ts`).
 */
export interface LogColumn {
  id: ColumnId;
  label: string;
  /** Pixels, until somebody sizes it. */
  width: number;
  numeric?: boolean;
  /** Takes the room that is left; `width` is then the least it gets. */
  flexible?: boolean;
  /** Holds what somebody wrote, which may run from right to left: then its end is cut, and not its beginning. */
  written?: boolean;
  /** What a click sorts by at first, and then. */
  sorts?: readonly [LogSort, LogSort];
  /** `tabIndex` is for all in it that can have the focus. */
  cell: (log: LogHead, tabIndex: number, targets: Targets) => ReactNode;
}

const columns: Record<ColumnId, Omit<LogColumn, 'id'>> = {
  createdAt: {
    label: 'Created At',
    width: 138,
    sorts: ['newest', 'oldest'],
    cell: (log, tabIndex) => (
      <a href={`/execution-logs/${log.id}`} tabIndex={tabIndex}>
        <Timestamp value={log.createdAt} />
      </a>
    ),
  },
  outcome: { label: 'Outcome', width: 92, cell: (log) => <OutcomeMark outcome={log.outcome} /> },
  event: { label: 'Event', width: 68, cell: (log) => eventLabel(log.event) },
  target: { label: 'Target', width: 104, cell: (log, _tabIndex, targets) => targets.label(log.target) },
  targetRecordId: {
    label: 'Record',
    width: 62,
    cell: ({ target, targetRecordId }, tabIndex, targets) => {
      const type = targets.find(target);
      if (!type) return targetRecordId;
      return (
        <a href={`/records/${typeSlug(type.name)}/${targetRecordId}`} tabIndex={tabIndex}>
          {targetRecordId}
        </a>
      );
    },
  },
  message: { label: 'Message', width: 150, flexible: true, written: true, cell: (log) => log.validationMessage },
  raisedAction: {
    label: 'Raised Action',
    width: 126,
    written: true,
    cell: ({ raisedAction }, tabIndex) =>
      raisedAction && (
        <a href={`/actions/${raisedAction.id}`} tabIndex={tabIndex}>
          {raisedAction.title}
        </a>
      ),
  },
  executedActionIds: {
    label: 'Actions',
    width: 64,
    cell: ({ executedActionIds }, tabIndex) =>
      executedActionIds.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <a href={`/actions/${id}`} tabIndex={tabIndex}>
            {id}
          </a>
        </Fragment>
      )),
  },
  executionTimeMs: {
    label: 'Time',
    width: 72,
    numeric: true,
    sorts: ['slowest', 'fastest'],
    cell: (log) => formatDuration(log.executionTimeMs),
  },
  triggeredBy: {
    label: 'Triggered By',
    width: 104,
    written: true,
    cell: (log) => log.triggeredBy?.name ?? 'Deleted user',
  },
  requestId: {
    label: 'Request ID',
    width: 132,
    cell: ({ requestId }, tabIndex) => (
      <span className={classes.request}>
        <code>{requestId}</code>
        <button type="button" data-copy={requestId} aria-label="Copy request id" tabIndex={tabIndex}>
          <IconCopy size={13} aria-hidden />
        </button>
      </span>
    ),
  },
};

/** What hovering a cell tells in full, where it may be cut. */
export function cellTitle(id: ColumnId, log: LogHead): string | undefined {
  if (id === 'message') return log.validationMessage ?? undefined;
  if (id === 'raisedAction') return log.raisedAction?.title;
  if (id === 'executedActionIds') return log.executedActionIds.join(', ');
  if (id === 'triggeredBy') return log.triggeredBy?.email;
  if (id === 'requestId') return log.requestId;
  return undefined;
}

export function logColumn(id: ColumnId, { widths = {} }: ColumnPreferences): LogColumn {
  const column = columns[id];
  const width = widths[id];
  return { id, ...column, ...(width !== undefined && { width, flexible: false }) };
}
