import { Checkbox, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { CopyText } from '../components/copy-text.tsx';
import { formatDuration } from '../components/duration.ts';
import { formatTime, Timestamp } from '../components/timestamp.tsx';
import { ActionLinks } from './action-links.tsx';
import { eventLabel } from './event-label.ts';
import { LogRowMenu } from './log-row-menu.tsx';
import type { LogHead } from './operations.ts';
import { OutcomeMark } from './outcome.tsx';
import { RecordLink, TargetLabel } from './record-link.tsx';

const selection: ColumnDef<LogHead> = {
  id: 'select',
  size: 32,
  meta: { control: true },
  header: ({ table }) => (
    <Checkbox
      size="xs"
      aria-label="Select all logs on this page"
      checked={table.getIsAllRowsSelected()}
      indeterminate={table.getIsSomeRowsSelected()}
      onChange={table.getToggleAllRowsSelectedHandler()}
    />
  ),
  cell: ({ row }) => (
    <Checkbox
      size="xs"
      aria-label={`Select the log of ${formatTime(row.original.createdAt)}`}
      checked={row.getIsSelected()}
      onChange={row.getToggleSelectedHandler()}
    />
  ),
};

/** The columns of a table of logs; `onQuickView` is what the row menu's Quick View does. */
export function logColumns(onQuickView: (log: LogHead) => void): ColumnDef<LogHead>[] {
  return [
    selection,
    {
      accessorKey: 'createdAt',
      header: 'Created At',
      size: 128,
      enableSorting: true,
      sortDescFirst: true,
      cell: ({ row }) => (
        <Link to="/execution-logs/$id" params={{ id: String(row.original.id) }}>
          <Timestamp value={row.original.createdAt} />
        </Link>
      ),
    },
    {
      accessorKey: 'outcome',
      header: 'Outcome',
      size: 98,
      cell: ({ row }) => <OutcomeMark outcome={row.original.outcome} />,
    },
    { accessorKey: 'event', header: 'Event', size: 68, cell: ({ row }) => eventLabel(row.original.event) },
    {
      accessorKey: 'target',
      header: 'Target',
      size: 112,
      cell: ({ row }) => <TargetLabel target={row.original.target} />,
    },
    {
      accessorKey: 'targetRecordId',
      header: 'Record',
      size: 62,
      cell: ({ row }) => <RecordLink target={row.original.target} id={row.original.targetRecordId} />,
    },
    {
      id: 'message',
      header: 'Message',
      size: 170,
      meta: { flexible: true },
      cell: ({ row }) => (
        <span title={row.original.validationMessage ?? undefined}>{row.original.validationMessage}</span>
      ),
    },
    {
      accessorKey: 'raisedAction',
      header: 'Raised Action',
      size: 132,
      cell: ({ row }) => <RaisedAction action={row.original.raisedAction} />,
    },
    {
      accessorKey: 'executedActionIds',
      header: 'Actions',
      size: 66,
      cell: ({ row }) => <ActionLinks ids={row.original.executedActionIds} />,
    },
    {
      accessorKey: 'executionTimeMs',
      header: 'Time',
      size: 74,
      enableSorting: true,
      sortDescFirst: true,
      meta: { numeric: true },
      cell: ({ row }) => formatDuration(row.original.executionTimeMs),
    },
    {
      accessorKey: 'triggeredBy',
      header: 'Triggered By',
      size: 108,
      cell: ({ row }) => (
        <span title={row.original.triggeredBy?.email}>{row.original.triggeredBy?.name ?? 'Deleted user'}</span>
      ),
    },
    {
      accessorKey: 'requestId',
      header: 'Request ID',
      size: 128,
      cell: ({ row }) => (
        <CopyText value={row.original.requestId} short={row.original.requestId.slice(0, 13)} label="request id" />
      ),
    },
    {
      id: 'menu',
      size: 40,
      meta: { control: true, pinned: true },
      header: () => <VisuallyHidden>Actions</VisuallyHidden>,
      cell: ({ row }) => <LogRowMenu log={row.original} onQuickView={() => onQuickView(row.original)} />,
    },
  ];
}

function RaisedAction({ action }: { action: LogHead['raisedAction'] }) {
  if (!action) return null;
  return (
    <Link to="/actions/$id" params={{ id: String(action.id) }} title={action.title}>
      {action.title}
    </Link>
  );
}
