import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBolt, IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getCoreRowModel, getSortedRowModel, type RowSelectionState, useReactTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { ActionHead } from '../../actions/operations.ts';
import { actionStatisticsQuery } from '../../actions/statistics.ts';
import { useMay } from '../../api/current-person.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ListCount } from '../../components/list-count.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { ActionBatchBar } from './action-batch-bar.tsx';
import { type ActionRow, actionColumns, notOnPhone } from './action-columns.tsx';
import { type ActionsSearch, findActions } from './search.ts';
import { StatisticsError } from './statistics-error.tsx';

const none: ActionRow[] = [];

interface ActionListProps {
  actions: ActionHead[] | undefined;
  search: ActionsSearch;
  onClear: () => void;
}

export function ActionList({ actions, search, onClear }: ActionListProps) {
  const maySelect = useMay('ENABLE_ACTIONS');
  const maySeeLogs = useMay('SEE_LOGS');
  const week = useQuery({ ...actionStatisticsQuery, enabled: maySeeLogs });
  const statistics = week.data;
  const onPhone = useMediaQuery('(max-width: 600px)', undefined, { getInitialValueInEffect: false });
  const [selected, setSelected] = useState<RowSelectionState>({});
  const columns = useMemo(() => actionColumns({ maySelect, maySeeLogs }), [maySelect, maySeeLogs]);
  const found = useMemo(() => {
    if (!actions) return none;
    return findActions(actions, search).map((action) => ({
      ...action,
      statistics: statistics && (statistics.get(String(action.id)) ?? null),
    }));
  }, [actions, search, statistics]);
  const table = useReactTable({
    data: found,
    columns,
    getRowId: (action) => String(action.id),
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    enableSortingRemoval: false,
    initialState: { sorting: [{ id: 'id', desc: false }] },
    state: { rowSelection: selected, columnVisibility: onPhone ? notOnPhone : {} },
    onRowSelectionChange: setSelected,
  });
  if (actions?.length === 0) return <NoActions />;
  if (actions && found.length === 0) {
    return (
      <MessageState
        icon={IconFilterOff}
        title="No action matches"
        actions={
          <Button variant="default" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        The search and every filter must match.
      </MessageState>
    );
  }
  return (
    <>
      {week.error && !statistics && <StatisticsError error={week.error} onRetry={() => week.refetch()} />}
      <DataTable table={table} label="Actions" loading={!actions} />
      {actions && <ListCount count={found.length} one="action" many="actions" />}
      <ActionBatchBar
        actions={table.getSelectedRowModel().rows.map((row) => row.original)}
        onClear={() => setSelected({})}
      />
    </>
  );
}

function NoActions() {
  const mayCreate = useMay('EDIT_ACTIONS');
  return (
    <MessageState
      icon={IconBolt}
      title="No actions yet"
      actions={mayCreate && <Button renderRoot={(props) => <Link to="/actions/new" {...props} />}>New Action</Button>}
    >
      An action is a Python script that runs when records of one type are created, updated or deleted. It can block the
      change, warn about it, or let it through.
    </MessageState>
  );
}
