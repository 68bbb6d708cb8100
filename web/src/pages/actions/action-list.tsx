import { Button } from '@mantine/core';
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
import { type ActionRow, actionColumns } from './action-columns.tsx';
import { type ActionsSearch, findActions } from './search.ts';

const none: ActionRow[] = [];

export function ActionList({ actions, search }: { actions: ActionHead[] | undefined; search: ActionsSearch }) {
  const maySelect = useMay('ENABLE_ACTIONS');
  const maySeeLogs = useMay('SEE_LOGS');
  const statistics = useQuery({ ...actionStatisticsQuery, enabled: maySeeLogs }).data;
  const [selected, setSelected] = useState<RowSelectionState>({});
  const columns = useMemo(() => actionColumns({ maySelect, maySeeLogs }), [maySelect, maySeeLogs]);
  const found = useMemo(() => {
    if (!actions) return none;
    return findActions(actions, search).map((action) => ({
      ...action,
      statistics: statistics?.get(String(action.id)),
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
    state: { rowSelection: selected },
    onRowSelectionChange: setSelected,
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
