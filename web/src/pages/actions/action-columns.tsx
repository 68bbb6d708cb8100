import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import type { ActionHead } from '../../actions/operations.ts';
import type { ActionStatistics } from '../../actions/statistics.ts';
import { formatDuration } from '../../components/duration.ts';
import { formatRelative } from '../../components/relative-time.ts';
import { formatTime } from '../../components/timestamp.tsx';
import { eventLabel } from '../../execution-logs/event-label.ts';
import { TargetLabel } from '../../execution-logs/record-link.tsx';
import { ActionSwitch } from './action-switch.tsx';
import { Sparkline } from './sparkline.tsx';
import classes from './week.module.css';

/** An action with how it did over the last 7 days; undefined while that is not known or when it did not run. */
export interface ActionRow extends ActionHead {
  statistics: ActionStatistics | undefined;
}

const selection: ColumnDef<ActionRow> = {
  id: 'select',
  size: 32,
  enableSorting: false,
  meta: { control: true },
  header: ({ table }) => (
    <Checkbox
      size="xs"
      aria-label="Select all actions shown"
      disabled={table.getRowCount() === 0}
      checked={table.getIsAllRowsSelected()}
      indeterminate={table.getIsSomeRowsSelected()}
      onChange={table.getToggleAllRowsSelectedHandler()}
    />
  ),
  cell: ({ row }) => (
    <Checkbox
      size="xs"
      aria-label={`Select ${row.original.title}`}
      checked={row.getIsSelected()}
      onChange={row.getToggleSelectedHandler()}
    />
  ),
};

const identity: ColumnDef<ActionRow>[] = [
  { accessorKey: 'id', header: 'ID', size: 44 },
  {
    accessorKey: 'title',
    header: 'Title',
    size: 210,
    meta: { flexible: true },
    cell: ({ row: { original } }) => (
      <Link to="/actions/$id" params={{ id: String(original.id) }} title={original.title}>
        {original.title}
      </Link>
    ),
  },
  {
    accessorKey: 'target',
    header: 'Target',
    size: 132,
    cell: ({ row }) => <TargetLabel target={row.original.target} />,
  },
  { accessorKey: 'eventType', header: 'Event', size: 68, cell: ({ row }) => eventLabel(row.original.eventType) },
  {
    accessorKey: 'enabled',
    header: 'State',
    size: 78,
    meta: { control: true },
    cell: ({ row }) => <ActionSwitch action={row.original} />,
  },
];

const week: ColumnDef<ActionRow>[] = [
  {
    id: 'lastRunAt',
    accessorFn: ({ statistics }) => statistics?.lastRunAt ?? '',
    header: 'Last run',
    size: 92,
    sortDescFirst: true,
    cell: ({ row: { original } }) => <LastRun at={original.statistics?.lastRunAt} />,
  },
  {
    id: 'runs',
    accessorFn: ({ statistics }) => statistics?.runs ?? 0,
    header: 'Runs, 7 days',
    size: 116,
    sortDescFirst: true,
    cell: ({ row: { original } }) => <Runs statistics={original.statistics} />,
  },
  {
    id: 'blocks',
    accessorFn: ({ statistics }) => statistics?.blocks ?? 0,
    header: 'Blocks',
    size: 66,
    sortDescFirst: true,
    meta: { numeric: true },
    cell: ({ row: { original } }) => <Blocks action={original} />,
  },
  {
    id: 'p95',
    accessorFn: ({ statistics }) => statistics?.p95Ms ?? -1,
    header: 'p95 time',
    size: 80,
    sortDescFirst: true,
    meta: { numeric: true },
    cell: ({ row: { original } }) => {
      const p95 = original.statistics?.p95Ms;
      return typeof p95 === 'number' ? formatDuration(p95) : '';
    },
  },
];

/** What one may not see or do has no column. */
export function actionColumns({ maySelect, maySeeLogs }: { maySelect: boolean; maySeeLogs: boolean }) {
  return [...(maySelect ? [selection] : []), ...identity, ...(maySeeLogs ? week : [])];
}

function LastRun({ at }: { at: string | null | undefined }) {
  if (!at) return null;
  return (
    <time dateTime={at} title={formatTime(at)}>
      {formatRelative(at, new Date())}
    </time>
  );
}

function Runs({ statistics }: { statistics: ActionStatistics | undefined }) {
  if (!statistics) return null;
  return (
    <span className={classes.root}>
      <Sparkline daily={statistics.daily} />
      <span className={classes.count}>{statistics.runs.toLocaleString('en')}</span>
    </span>
  );
}

/** Leads to the logs of the blocks. */
function Blocks({ action }: { action: ActionRow }) {
  if (!action.statistics?.blocks) return null;
  return (
    <Link
      to="/actions/$id"
      params={{ id: String(action.id) }}
      search={{ tab: 'executions', outcome: ['BLOCKED'] }}
      className={classes.blocked}
    >
      {action.statistics.blocks.toLocaleString('en')}
    </Link>
  );
}
