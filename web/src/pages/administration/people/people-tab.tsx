import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { signInStatesQuery } from '../../../accounts/sign-in-link.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { MessageState } from '../../../components/message-state.tsx';
import { Pager } from '../../../components/pager.tsx';
import { type PersonRow, peopleQuery } from '../../../people/operations.ts';
import { PeopleToolbar } from './people-toolbar.tsx';
import { peopleVariables } from './people-variables.ts';
import { personColumns } from './person-columns.tsx';
import type { PeopleSearch } from './search.ts';

const route = getRouteApi('/shell/administration/people');
const none: PersonRow[] = [];

export function PeopleTab() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const people = useQuery(peopleQuery(peopleVariables(search)));
  const rows = people.data?.nodes ?? none;
  const states = useQuery({ ...signInStatesQuery(rows.map(({ id }) => id)), enabled: rows.length > 0 }).data;
  const columns = useMemo(() => personColumns(states), [states]);
  const table = useReactTable({
    data: rows,
    columns,
    getRowId: ({ id }) => String(id),
    getCoreRowModel: getCoreRowModel(),
    enableSorting: false,
  });
  const change = (next: PeopleSearch) =>
    navigate({ search: (before) => ({ ...before, ...next }), replace: 'search' in next });
  const narrow = (next: PeopleSearch) => change({ ...next, after: undefined, before: undefined });
  const page = people.data?.pageInfo;
  const count = page?.totalCount ?? 0;
  return (
    <>
      <PeopleToolbar search={search} onChange={narrow} />
      {people.error && !people.data ? (
        <ErrorState error={people.error} onRetry={() => people.refetch()} />
      ) : people.data && rows.length === 0 ? (
        <MessageState
          icon={IconFilterOff}
          title="Nobody matches"
          actions={
            <Button
              variant="default"
              onClick={() => narrow({ search: undefined, role: undefined, team: undefined, state: undefined })}
            >
              Clear search and filters
            </Button>
          }
        >
          The search and every filter must match.
        </MessageState>
      ) : (
        <>
          <DataTable table={table} label="People" loading={people.isPending} stale={people.isPlaceholderData} />
          {page && (
            <Pager
              summary={`${count.toLocaleString('en')} ${count === 1 ? 'person' : 'people'}`}
              onPrevious={
                page.hasPreviousPage
                  ? () => change({ before: page.startCursor ?? undefined, after: undefined })
                  : undefined
              }
              onNext={
                page.hasNextPage ? () => change({ after: page.endCursor ?? undefined, before: undefined }) : undefined
              }
            />
          )}
        </>
      )}
    </>
  );
}
