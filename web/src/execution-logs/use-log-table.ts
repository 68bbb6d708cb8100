import { getCoreRowModel, type OnChangeFn, type RowSelectionState, useReactTable } from '@tanstack/react-table';
import { useMemo, useRef } from 'react';
import { logColumns } from './log-columns.tsx';
import type { LogSort } from './log-list-state.ts';
import type { LogHead } from './operations.ts';

interface LogTable {
  logs: LogHead[] | undefined;
  sort: LogSort | undefined;
  onSort: (sort: LogSort) => void;
  onQuickView: (log: LogHead) => void;
  selected: RowSelectionState;
  onSelect: OnChangeFn<RowSelectionState>;
}

const none: LogHead[] = [];
const sortingOf: Record<LogSort, { id: string; desc: boolean }> = {
  newest: { id: 'createdAt', desc: true },
  oldest: { id: 'createdAt', desc: false },
  slowest: { id: 'executionTimeMs', desc: true },
  fastest: { id: 'executionTimeMs', desc: false },
};

/** The table's model: the server sorts and pages, selection is kept by id so that it survives turning pages. */
export function useLogTable({ logs, sort = 'newest', onSort, onQuickView, selected, onSelect }: LogTable) {
  const quickView = useRef(onQuickView);
  quickView.current = onQuickView;
  const columns = useMemo(() => logColumns((log) => quickView.current(log)), []);
  return useReactTable({
    data: logs ?? none,
    columns,
    getRowId: (log) => String(log.id),
    getCoreRowModel: getCoreRowModel(),
    defaultColumn: { enableSorting: false },
    manualSorting: true,
    enableSortingRemoval: false,
    state: { rowSelection: selected, sorting: [sortingOf[sort]] },
    onRowSelectionChange: onSelect,
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update([sortingOf[sort]]) : update;
      const found = Object.entries(sortingOf).find(([, by]) => by.id === next?.id && by.desc === next?.desc);
      if (found) onSort(found[0] as LogSort);
    },
  });
}
