import { Badge, Button, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ColumnDef, getCoreRowModel, getSortedRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { DataTable } from '../components/data-table.tsx';
import { formatRelative } from '../components/relative-time.ts';
import { formatTime } from '../components/timestamp.tsx';
import { type ApiToken, isExpired, useRevokeApiToken } from './api-tokens.ts';
import { TokenScope } from './token-scope.tsx';

interface TokenTableProps {
  /** Undefined while they are read. */
  tokens: ApiToken[] | undefined;
  label: string;
  /** Whether to say whose they are. */
  withOwner?: boolean;
}

const none: ApiToken[] = [];

export function TokenTable({ tokens, label, withOwner = false }: TokenTableProps) {
  const [revoking, setRevoking] = useState<ApiToken>();
  const revoke = useRevokeApiToken();
  const columns = useMemo(() => tokenColumns(withOwner, setRevoking), [withOwner]);
  const table = useReactTable({
    data: tokens ?? none,
    columns,
    getRowId: (token) => String(token.id),
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    enableSortingRemoval: false,
  });
  return (
    <>
      <DataTable table={table} label={label} loading={!tokens} />
      <ConfirmDialog
        opened={revoking !== undefined}
        title={`Revoke ${revoking?.name}?`}
        confirm="Revoke"
        danger
        loading={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate(revoking, { onSettled: () => setRevoking(undefined) })}
        onCancel={() => setRevoking(undefined)}
      >
        What uses it is refused from its next request on. This can’t be undone.
      </ConfirmDialog>
    </>
  );
}

function tokenColumns(withOwner: boolean, onRevoke: (token: ApiToken) => void): ColumnDef<ApiToken>[] {
  return [
    { accessorKey: 'name', header: 'Name', size: 150, meta: { flexible: true } },
    ...(withOwner ? [owner] : []),
    {
      id: 'scope',
      header: 'May do',
      size: 150,
      enableSorting: false,
      meta: { flexible: true, control: true },
      cell: ({ row }) => <TokenScope token={row.original} />,
    },
    moment('createdAt', 'Created'),
    moment('lastUsedAt', 'Last used'),
    {
      id: 'expiresAt',
      accessorFn: ({ expiresAt }) => expiresAt ?? '9999',
      header: 'Expires',
      size: 108,
      cell: ({ row }) => <Expiry token={row.original} />,
    },
    {
      id: 'revoke',
      header: () => <VisuallyHidden>Revoke</VisuallyHidden>,
      size: 84,
      enableSorting: false,
      meta: { control: true, pinned: true },
      cell: ({ row: { original } }) =>
        !original.fromEnvironment && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Revoke ${original.name}`}
            onClick={() => onRevoke(original)}
          >
            Revoke
          </Button>
        ),
    },
  ];
}

const owner: ColumnDef<ApiToken> = {
  id: 'owner',
  accessorFn: ({ person }) => person?.name ?? '',
  header: 'Owner',
  size: 130,
  cell: ({ row: { original } }) => (
    <Link to="/administration/people/$id" params={{ id: String(original.personId) }}>
      {original.person?.name ?? original.personId}
    </Link>
  ),
};

function moment(key: 'createdAt' | 'lastUsedAt', header: string): ColumnDef<ApiToken> {
  return {
    id: key,
    accessorFn: (token) => token[key] ?? '',
    header,
    size: 100,
    sortDescFirst: true,
    cell: ({ row }) => {
      const value = row.original[key];
      if (!value) return <span style={{ color: 'var(--il-text-dim)' }}>never</span>;
      return (
        <time dateTime={value} title={formatTime(value)}>
          {formatRelative(value, new Date())}
        </time>
      );
    },
  };
}

function Expiry({ token }: { token: ApiToken }) {
  if (token.expiresAt === null) return 'never';
  if (isExpired(token)) {
    return (
      <Badge size="sm" color="gray" variant="light" tt="none">
        Expired
      </Badge>
    );
  }
  return (
    <time dateTime={token.expiresAt} title={formatTime(token.expiresAt)}>
      {formatRelative(token.expiresAt, new Date())}
    </time>
  );
}
