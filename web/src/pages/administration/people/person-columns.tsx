import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import type { SignInState } from '../../../accounts/sign-in-link.ts';
import { formatRelative } from '../../../components/relative-time.ts';
import { formatTime } from '../../../components/timestamp.tsx';
import type { PersonRow } from '../../../people/operations.ts';
import { PersonStatus } from '../../../people/person-status.tsx';
import { PersonMenu } from './person-menu.tsx';

/** `states` are undefined until they are read. */
export function personColumns(states: ReadonlyMap<string, SignInState> | undefined): ColumnDef<PersonRow>[] {
  const stateOf = ({ id }: PersonRow) => states?.get(String(id));
  return [
    {
      accessorKey: 'name',
      header: 'Name',
      size: 140,
      meta: { flexible: true },
      cell: ({ row: { original } }) => (
        <Link to="/administration/people/$id" params={{ id: String(original.id) }} title={original.name}>
          {original.name}
        </Link>
      ),
    },
    { accessorKey: 'email', header: 'Email', size: 180, meta: { flexible: true } },
    {
      id: 'roles',
      header: 'Roles',
      size: 150,
      cell: ({ row }) => namesOf(row.original.roles),
    },
    {
      id: 'teams',
      header: 'Teams',
      size: 140,
      cell: ({ row }) => namesOf(row.original.teams),
    },
    {
      id: 'state',
      header: 'State',
      size: 112,
      cell: ({ row: { original } }) => <PersonStatus person={original} state={stateOf(original)} />,
    },
    {
      id: 'lastSignedInAt',
      header: 'Last signed in',
      size: 108,
      cell: ({ row: { original } }) => <LastSignedIn state={stateOf(original)} />,
    },
    {
      id: 'menu',
      header: () => <VisuallyHidden>More</VisuallyHidden>,
      size: 44,
      meta: { control: true, pinned: true },
      cell: ({ row: { original } }) => <PersonMenu person={original} state={stateOf(original)} />,
    },
  ];
}

function namesOf(list: readonly { name: string }[]) {
  const names = list.map(({ name }) => name).join(', ');
  return <span title={names}>{names}</span>;
}

function LastSignedIn({ state }: { state: SignInState | undefined }) {
  if (!state) return null;
  if (!state.lastSignedInAt) return <span style={{ color: 'var(--il-text-dim)' }}>never</span>;
  return (
    <time dateTime={state.lastSignedInAt} title={formatTime(state.lastSignedInAt)}>
      {formatRelative(state.lastSignedInAt, new Date())}
    </time>
  );
}
