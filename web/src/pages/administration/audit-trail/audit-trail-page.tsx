import { Button } from '@mantine/core';
import { IconDownload, IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { type AuditEvent, auditCsvPath, auditEventsQuery } from '../../../audit/operations.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { MessageState } from '../../../components/message-state.tsx';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Pager } from '../../../components/pager.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { AuditToolbar } from './audit-toolbar.tsx';
import { eventColumns } from './event-columns.tsx';
import { EventDrawer } from './event-drawer.tsx';
import { type AuditSearch, everyEvent } from './search.ts';

const route = getRouteApi('/shell/administration/audit-trail');
const none: AuditEvent[] = [];

/** Who did what to actions, people and settings: searched, filtered, read one by one, taken away as a spreadsheet. */
export function AuditTrailPage() {
  useTitle('Audit trail');
  const { after, event: opened, ...selection } = route.useSearch();
  const navigate = route.useNavigate();
  const events = useQuery(auditEventsQuery(selection, after));
  const table = useReactTable({
    data: events.data?.nodes ?? none,
    columns: eventColumns,
    getRowId: ({ id }) => String(id),
    getCoreRowModel: getCoreRowModel(),
    enableSorting: false,
  });
  const change = (next: AuditSearch, replace = false) =>
    navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });
  // Every letter of a search is not a place to go back to.
  const narrow = (next: AuditSearch) =>
    change(
      { ...next, after: undefined },
      Object.keys(next).every((name) => name === 'search'),
    );
  const page = events.data?.pageInfo;
  return (
    <Page>
      <PageHeader
        title="Audit trail"
        note="Who did what to actions, people and settings. It is kept for ever, and nothing in it is ever changed."
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={15} />}
            component="a"
            href={auditCsvPath(selection)}
            download
          >
            Export as CSV
          </Button>
        }
      />
      <AuditToolbar search={selection} onChange={narrow} />
      {events.error && !events.data ? (
        <ErrorState error={events.error} onRetry={() => events.refetch()} />
      ) : events.data?.nodes.length === 0 ? (
        <MessageState
          icon={IconFilterOff}
          title="No event matches"
          actions={
            <Button variant="default" onClick={() => change(everyEvent)}>
              Clear search and filters
            </Button>
          }
        >
          The search and every filter must match.
        </MessageState>
      ) : (
        <>
          <DataTable
            table={table}
            label="Audit events"
            loading={events.isPending}
            stale={events.isPlaceholderData}
            isCurrent={({ id }) => String(id) === opened}
          />
          {page && (
            <Pager
              summary={after ? 'Newest first, continued' : 'Newest first'}
              onPrevious={after ? () => window.history.back() : undefined}
              onNext={page.hasNextPage ? () => change({ after: page.endCursor ?? undefined }) : undefined}
            />
          )}
        </>
      )}
      <EventDrawer id={opened} onClose={() => change({ event: undefined }, true)} />
    </Page>
  );
}
