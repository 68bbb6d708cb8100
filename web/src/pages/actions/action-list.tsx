import { Button } from '@mantine/core';
import { IconBolt, IconFilterOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ColumnDef, getCoreRowModel, getSortedRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { ActionHead } from '../../actions/operations.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ListCount } from '../../components/list-count.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { Timestamp } from '../../components/timestamp.tsx';
import { eventLabel } from '../../execution-logs/event-label.ts';
import { TargetLabel } from '../../execution-logs/record-link.tsx';
import { ActionSwitch } from './action-switch.tsx';
import { type ActionsSearch, findActions } from './search.ts';

const none: ActionHead[] = [];

const columns: ColumnDef<ActionHead>[] = [
  { accessorKey: 'id', header: 'ID', size: 56 },
  {
    accessorKey: 'title',
    header: 'Title',
    size: 280,
    meta: { flexible: true },
    cell: ({ row }) => (
      <Link to="/actions/$id" params={{ id: String(row.original.id) }}>
        {row.original.title}
      </Link>
    ),
  },
  {
    accessorKey: 'target',
    header: 'Target',
    size: 170,
    cell: ({ row }) => <TargetLabel target={row.original.target} />,
  },
  { accessorKey: 'eventType', header: 'Event', size: 84, cell: ({ row }) => eventLabel(row.original.eventType) },
  {
    accessorKey: 'enabled',
    header: 'State',
    size: 116,
    meta: { control: true },
    cell: ({ row }) => <ActionSwitch action={row.original} />,
  },
  {
    accessorKey: '_updated',
    header: 'Updated',
    size: 132,
    cell: ({ row }) => <Timestamp value={row.original._updated} />,
  },
];

export function ActionList({ actions, search }: { actions: ActionHead[] | undefined; search: ActionsSearch }) {
  const found = useMemo(() => (actions ? findActions(actions, search) : none), [actions, search]);
  const table = useReactTable({
    data: found,
    columns,
    getRowId: (action) => String(action.id),
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    enableSortingRemoval: false,
    initialState: { sorting: [{ id: 'id', desc: false }] },
  });
  if (actions?.length === 0) return <NoActions />;
  if (actions && found.length === 0) {
    return (
      <MessageState icon={IconFilterOff} title="No action matches">
        The search and every filter must match.
      </MessageState>
    );
  }
  return (
    <>
      <DataTable table={table} label="Actions" loading={!actions} />
      {actions && <ListCount count={found.length} one="action" many="actions" />}
    </>
  );
}

function NoActions() {
  return (
    <MessageState
      icon={IconBolt}
      title="No actions yet"
      actions={<Button renderRoot={(props) => <Link to="/actions/new" {...props} />}>New Action</Button>}
    >
      An action is a Python script that runs when records of one type are created, updated or deleted. It can block the
      change, warn about it, or let it through.
    </MessageState>
  );
}
