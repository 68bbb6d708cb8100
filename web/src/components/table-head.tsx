import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { flexRender, type Header, type Table } from '@tanstack/react-table';
import classes from './data-table.module.css';

export function TableHead<Row>({ table }: { table: Table<Row> }) {
  return (
    <thead>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {group.headers.map((header) => (
            <th
              key={header.id}
              scope="col"
              data-numeric={header.column.columnDef.meta?.numeric}
              data-pinned={header.column.columnDef.meta?.pinned}
              aria-sort={ariaSort(header)}
            >
              <HeadLabel header={header} />
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}

function HeadLabel<Row>({ header }: { header: Header<Row, unknown> }) {
  const label = flexRender(header.column.columnDef.header, header.getContext());
  if (!header.column.getCanSort()) return label;
  const sorted = header.column.getIsSorted();
  return (
    <UnstyledButton className={classes.sort} onClick={header.column.getToggleSortingHandler()}>
      {label}
      {sorted === 'asc' && <IconArrowUp size={12} aria-hidden />}
      {sorted === 'desc' && <IconArrowDown size={12} aria-hidden />}
    </UnstyledButton>
  );
}

function ariaSort<Row>(header: Header<Row, unknown>) {
  if (!header.column.getCanSort()) return undefined;
  const sorted = header.column.getIsSorted();
  if (!sorted) return 'none';
  return sorted === 'asc' ? 'ascending' : 'descending';
}
