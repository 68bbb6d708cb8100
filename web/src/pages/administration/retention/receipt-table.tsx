import { IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ColumnDef, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { DataTable } from '../../../components/data-table.tsx';
import { formatDuration } from '../../../components/duration.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListCount } from '../../../components/list-count.tsx';
import { MessageState } from '../../../components/message-state.tsx';
import { Timestamp } from '../../../components/timestamp.tsx';
import { formatBytes } from '../../../execution-logs/format-bytes.ts';
import { hasRemoved, type Receipt, receiptsQuery } from '../../../retention/operations.ts';

const none: Receipt[] = [];

const columns: ColumnDef<Receipt>[] = [
  { id: 'startedAt', header: 'Run', size: 140, cell: ({ row }) => <Timestamp value={row.original.startedAt} /> },
  {
    id: 'deletedBefore',
    header: 'Gone is what was created until',
    size: 200,
    meta: { flexible: true },
    cell: ({ row }) => <Timestamp value={row.original.deletedBefore} />,
  },
  count('Logs deleted', ({ logsDeleted }) => logsDeleted),
  count('Bodies deleted', ({ bodiesDeleted }) => bodiesDeleted),
  {
    id: 'days',
    header: 'Tables dropped',
    size: 100,
    meta: { numeric: true },
    cell: ({ row: { original } }) => (
      <span title={original.partitionsDropped.join(', ')}>{original.partitionsDropped.length}</span>
    ),
  },
  {
    id: 'bytes',
    header: 'Disk freed',
    size: 96,
    meta: { numeric: true },
    cell: ({ row }) => formatBytes(row.original.bytesFreed),
  },
  count('Actions purged', ({ actionsPurged }) => actionsPurged),
  {
    id: 'failed',
    header: 'Failed',
    size: 62,
    meta: { numeric: true },
    cell: ({ row: { original } }) => <span title={original.failures.join('\n')}>{original.failures.length}</span>,
  },
  {
    id: 'duration',
    header: 'Took',
    size: 84,
    meta: { numeric: true },
    cell: ({ row }) => formatDuration(row.original.durationMs),
  },
];

/** What housekeeping removed, run by run. */
export function ReceiptTable() {
  const receipts = useQuery({ ...receiptsQuery, select: findTelling });
  const table = useReactTable({
    data: receipts.data ?? none,
    columns,
    getRowId: ({ id }) => String(id),
    getCoreRowModel: getCoreRowModel(),
    enableSorting: false,
  });
  if (receipts.error && !receipts.data) return <ErrorState error={receipts.error} onRetry={() => receipts.refetch()} />;
  if (receipts.data?.length === 0) {
    return (
      <MessageState icon={IconReceipt} title="Nothing was removed yet">
        No execution log has become older than it may.
      </MessageState>
    );
  }
  return (
    <>
      <DataTable table={table} label="Housekeeping receipts" loading={receipts.isPending} />
      {receipts.data && <ListCount count={receipts.data.length} one="receipt" many="newest receipts" />}
    </>
  );
}

/** Those that say more than that housekeeping ran. */
function findTelling(receipts: Receipt[]): Receipt[] {
  return receipts.filter((receipt) => hasRemoved(receipt) || receipt.failures.length > 0);
}

function count(header: string, of: (receipt: Receipt) => number): ColumnDef<Receipt> {
  return {
    id: header,
    header,
    size: 100,
    meta: { numeric: true },
    cell: ({ row }) => of(row.original).toLocaleString('en'),
  };
}
