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
import classes from './action-columns.module.css';
import { ActionSwitch } from './action-switch.tsx';
import { Sparkline } from './sparkline.tsx';

/** An action with how it did over the last 7 days: null when it did not run, undefined while that is not known. */
export interface ActionRow extends ActionHead {
  statistics: ActionStatistics | null | undefined;
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
    size: 120,
    meta: { flexible: true },
    cell: ({ row: { original } }) => <Title action={original} />,
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
    cell: ({ row: { original } }) => <LastRun statistics={original.statistics} />,
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

/** The columns left out on a phone; target and event stand under the title there. */
export const notOnPhone = { id: false, target: false, eventType: false, lastRunAt: false, runs: false, p95: false };

function Title({ action }: { action: ActionRow }) {
  return (
    <>
      <Link
        to="/actions/$id"
        params={{ id: String(action.id) }}
        title={action.title}
        dir="auto"
        className={classes.title}
      >
        {action.title}
      </Link>
      <span className={classes.sub}>
        <TargetLabel target={action.target} /> · {eventLabel(action.eventType)}
      </span>
    </>
  );
}

function LastRun({ statistics }: { statistics: ActionRow['statistics'] }) {
  if (statistics === undefined) return null;
  const at = statistics?.lastRunAt;
  if (!at) {
    return (
      <span className={classes.none} title="It did not run in the last 7 days">
        –
      </span>
    );
  }
  return (
    <time dateTime={at} title={formatTime(at)}>
      {formatRelative(at, new Date())}
    </time>
  );
}

const noDays: ActionStatistics['daily'] = Array.from({ length: 7 }, (_, index) => {
  return { day: String(index), runs: 0, blocks: 0 };
});

function Runs({ statistics }: { statistics: ActionRow['statistics'] }) {
  if (statistics === undefined) return null;
  return (
    <span className={classes.root}>
      <Sparkline daily={statistics?.daily ?? noDays} />
      <span className={statistics ? classes.count : `${classes.count} ${classes.none}`}>
        {(statistics?.runs ?? 0).toLocaleString('en')}
      </span>
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
