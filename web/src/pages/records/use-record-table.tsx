import { Link } from '@tanstack/react-router';
import { type ColumnDef, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { Timestamp } from '../../components/timestamp.tsx';
import { FieldText } from '../../records/field-text.tsx';
import { type FieldInfo, type RecordTypeInfo, typeSlug } from '../../records/record-types.ts';
import { fieldNamed, type RecordData } from '../../records/record-value.ts';

interface RecordTable {
  type: RecordTypeInfo;
  types: readonly RecordTypeInfo[];
  records: RecordData[] | undefined;
  /** A sort key, with `-` before it for descending. */
  sort: string | undefined;
  onSort: (sort: string) => void;
}

const none: RecordData[] = [];
const unsortable = new Set<FieldInfo['kind']>(['ATTRIBUTES', 'RICH_TEXT', 'JSON', 'RELATIONS']);
const narrow = new Set<FieldInfo['kind']>(['ENUM', 'BOOLEAN', 'DATE', 'INTEGER', 'FLOAT']);

/** The columns that the record type's declaration lists, sorted and paged by the server. */
export function useRecordTable({ type, types, records, sort = 'id', onSort }: RecordTable) {
  const columns = useMemo(() => recordColumns(type, types), [type, types]);
  const sorting = [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
  return useReactTable({
    data: records ?? none,
    columns,
    getRowId: (record) => String(record.id),
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      if (next) onSort(`${next.desc ? '-' : ''}${next.id}`);
    },
  });
}

function recordColumns(type: RecordTypeInfo, types: readonly RecordTypeInfo[]): ColumnDef<RecordData>[] {
  const slug = typeSlug(type.name);
  const shown = type.displayFields.flatMap((name) => fieldNamed(type, name) ?? []);
  return [
    {
      id: 'id',
      accessorKey: 'id',
      header: 'ID',
      size: 64,
      cell: ({ row }) => (
        <Link to="/records/$type/$id" params={{ type: slug, id: String(row.original.id) }}>
          {row.original.id}
        </Link>
      ),
    },
    ...shown.map((field) => fieldColumn(type, field, types, slug)),
    {
      id: '_updated',
      accessorKey: '_updated',
      header: 'Updated',
      size: 132,
      cell: ({ row }) => <Timestamp value={String(row.original._updated)} />,
    },
  ];
}

function fieldColumn(
  type: RecordTypeInfo,
  field: FieldInfo,
  types: readonly RecordTypeInfo[],
  slug: string,
): ColumnDef<RecordData> {
  const isNumber = field.kind === 'INTEGER' || field.kind === 'FLOAT';
  return {
    id: field.inputName ?? field.name,
    accessorFn: (record) => record[field.name],
    header: field.label,
    size: narrow.has(field.kind) ? 100 : 120,
    enableSorting: !unsortable.has(field.kind),
    meta: { flexible: !narrow.has(field.kind), numeric: isNumber },
    cell: ({ row }) => {
      const value = row.original[field.name];
      const text = <FieldText field={field} value={value} types={types} />;
      if (field.name !== type.titleField || field.relation || !value) return text;
      return (
        <Link to="/records/$type/$id" params={{ type: slug, id: String(row.original.id) }}>
          {text}
        </Link>
      );
    },
  };
}
