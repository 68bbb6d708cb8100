import { ActionIcon, Menu, VisuallyHidden } from '@mantine/core';
import { IconDots, IconPencil, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ColumnDef, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { insideMain } from '../../../components/inside-main.ts';
import { ListCount } from '../../../components/list-count.tsx';
import { MessageState } from '../../../components/message-state.tsx';
import { showFailure, showSuccess } from '../../../components/toasts.tsx';
import { type Team, teamsQuery, useTeamMutations } from '../../../people/teams.ts';
import { TeamDialog } from './team-dialog.tsx';

const none: Team[] = [];

export function TeamsTab() {
  const teams = useQuery(teamsQuery);
  const [editing, setEditing] = useState<Team>();
  const [removing, setRemoving] = useState<Team>();
  const { remove } = useTeamMutations();
  const columns = useMemo(() => teamColumns(setEditing, setRemoving), []);
  const table = useReactTable({
    data: teams.data ?? none,
    columns,
    getRowId: ({ id }) => String(id),
    getCoreRowModel: getCoreRowModel(),
    enableSorting: false,
  });
  if (teams.error && !teams.data) return <ErrorState error={teams.error} onRetry={() => teams.refetch()} />;
  if (teams.data?.length === 0) {
    return (
      <MessageState icon={IconUsersGroup} title="No teams yet">
        A team is a group of people that actions can tell apart: its name is in their <code>currentUser.teams</code>.
      </MessageState>
    );
  }
  return (
    <>
      <DataTable table={table} label="Teams" loading={!teams.data} />
      {teams.data && <ListCount count={teams.data.length} one="team" many="teams" />}
      {editing && <TeamDialog team={editing} onClose={() => setEditing(undefined)} />}
      <ConfirmDialog
        opened={removing !== undefined}
        title={`Delete the team ${removing?.name}?`}
        confirm="Delete"
        danger
        loading={remove.isPending}
        onConfirm={() =>
          removing &&
          remove.mutate(removing, {
            onSuccess: () => showSuccess('Deleted'),
            onError: showFailure,
            onSettled: () => setRemoving(undefined),
          })
        }
        onCancel={() => setRemoving(undefined)}
      >
        Its people stay. Actions that ask for its name find it with nobody any more.
      </ConfirmDialog>
    </>
  );
}

function teamColumns(onEdit: (team: Team) => void, onRemove: (team: Team) => void): ColumnDef<Team>[] {
  return [
    { accessorKey: 'name', header: 'Name', size: 140, meta: { flexible: true } },
    { accessorKey: 'description', header: 'Description', size: 180, meta: { flexible: true } },
    {
      id: 'people',
      header: 'People',
      size: 200,
      meta: { flexible: true },
      cell: ({ row: { original } }) => <Members team={original} />,
    },
    {
      id: 'menu',
      header: () => <VisuallyHidden>More</VisuallyHidden>,
      size: 44,
      meta: { control: true, pinned: true },
      cell: ({ row: { original } }) => (
        <Menu width={160} withinPortal portalProps={insideMain}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={`More about ${original.name}`}>
              <IconDots size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => onEdit(original)}>
              Edit
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => onRemove(original)}>
              Delete…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
}

function Members({ team }: { team: Team }) {
  const active = team.users.filter(({ isActive }) => isActive);
  if (active.length === 0) return <span style={{ color: 'var(--il-text-dim)' }}>nobody</span>;
  return (
    <Link
      to="/administration/people"
      search={{ team: [String(team.id)] }}
      title={active.map(({ name }) => name).join(', ')}
    >
      {active.length === 1 ? active[0]!.name : `${active.length} people`}
    </Link>
  );
}
