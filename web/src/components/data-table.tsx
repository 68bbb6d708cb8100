import { Skeleton } from '@mantine/core';
import { flexRender, type RowData, type Table } from '@tanstack/react-table';
import classes from './data-table.module.css';
import { TableHead } from './table-head.tsx';

declare module '@tanstack/react-table' {
  interface ColumnMeta<TData extends RowData, TValue> {
    /** Takes the room that is left; `size` is then the least it gets. */
    flexible?: boolean;
    numeric?: boolean;
    /** Lets a menu or a button stand without being cut at the cell's edge. */
    control?: boolean;
    /** Stays at the right edge while the rest scrolls. */
    pinned?: boolean;
  }
}

interface DataTableProps<Row> {
  table: Table<Row>;
  /** Names the table for screen readers. */
  label: string;
  loading: boolean;
  /** Dims the rows while others are on their way. */
  stale?: boolean;
  isCurrent?: (row: Row) => boolean;
}

/** Dense rows with a header that stays in sight; scrolls sideways when its columns don't fit. */
export function DataTable<Row>({ table, label, loading, stale, isCurrent }: DataTableProps<Row>) {
  const columns = table.getVisibleLeafColumns();
  const rows = table.getRowModel().rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <table className={classes.table} style={{ minWidth: table.getTotalSize() }} aria-busy={loading || stale}>
        <colgroup>
          {columns.map(({ id, columnDef, getSize }) => (
            <col key={id} style={{ width: columnDef.meta?.flexible ? undefined : getSize() }} />
          ))}
        </colgroup>
        <TableHead table={table} />
        <tbody data-stale={stale || undefined}>
          {rows.map((row) => (
            <tr
              key={row.id}
              data-row-id={row.id}
              data-selected={row.getIsSelected() || isCurrent?.(row.original) || undefined}
            >
              {row.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  data-numeric={cell.column.columnDef.meta?.numeric}
                  data-control={cell.column.columnDef.meta?.control}
                  data-pinned={cell.column.columnDef.meta?.pinned}
                >
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
            </tr>
          ))}
          {loading && <SkeletonRows columns={columns.length} />}
        </tbody>
      </table>
    </section>
  );
}

function SkeletonRows({ columns }: { columns: number }) {
  return Array.from({ length: 8 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
    <tr key={row} className={classes.skeleton} aria-hidden>
      <td colSpan={columns}>
        <Skeleton height={10} width={`${92 - (row % 4) * 12}%`} />
      </td>
    </tr>
  ));
}
