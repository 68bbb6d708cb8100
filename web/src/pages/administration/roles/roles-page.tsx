import { Badge, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ColumnDef, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { DataTable } from '../../../components/data-table.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListCount } from '../../../components/list-count.tsx';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { describeRole } from '../../../permissions/describe-role.ts';
import { type RoleGrants, rolesQuery } from '../../../permissions/roles.ts';

const none: RoleGrants[] = [];

const columns: ColumnDef<RoleGrants>[] = [
  {
    id: 'name',
    header: 'Name',
    size: 190,
    cell: ({ row: { original } }) => (
      <>
        <Link to="/administration/roles/$id" params={{ id: String(original.role.id) }}>
          {original.role.name}
        </Link>
        {original.isShipped && (
          <Badge size="sm" variant="light" color="gray" tt="none" ml={8}>
            Shipped
          </Badge>
        )}
      </>
    ),
  },
  {
    id: 'description',
    header: 'Description',
    size: 180,
    meta: { flexible: true },
    cell: ({ row }) => <span title={row.original.role.description ?? ''}>{row.original.role.description}</span>,
  },
  {
    id: 'gives',
    header: 'Gives',
    size: 220,
    meta: { flexible: true },
    cell: ({ row }) => {
      const gives = describeRole(row.original);
      return <span title={gives}>{gives}</span>;
    },
  },
  {
    id: 'people',
    header: 'People',
    size: 80,
    meta: { numeric: true },
    cell: ({ row: { original } }) =>
      original.people > 0 ? (
        <Link
          to="/administration/people"
          search={{ role: [String(original.role.id)] }}
          aria-label={`${original.people} with the role ${original.role.name}`}
        >
          {original.people.toLocaleString('en')}
        </Link>
      ) : (
        '0'
      ),
  },
];

/** The shipped roles and one's own. */
export function RolesPage() {
  useTitle('Roles');
  const roles = useQuery(rolesQuery);
  const table = useReactTable({
    data: roles.data ?? none,
    columns,
    getRowId: ({ role }) => String(role.id),
    getCoreRowModel: getCoreRowModel(),
    enableSorting: false,
  });
  return (
    <Page>
      <PageHeader
        title="Roles"
        note="What people may do: who has several roles may do what any of them gives."
        actions={
          <Button
            leftSection={<IconPlus size={15} />}
            renderRoot={(props) => <Link to="/administration/roles/new" {...props} />}
          >
            New role
          </Button>
        }
      />
      {roles.error && !roles.data ? (
        <ErrorState error={roles.error} onRetry={() => roles.refetch()} />
      ) : (
        <DataTable table={table} label="Roles" loading={roles.isPending} />
      )}
      {roles.data && <ListCount count={roles.data.length} one="role" many="roles" />}
    </Page>
  );
}
