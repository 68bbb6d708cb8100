import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Pager } from '../../components/pager.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Toolbar } from '../../components/toolbar.tsx';
import { useTitle } from '../../components/use-title.ts';
import { NoRecordType } from '../../records/no-record-type.tsx';
import { recordListQuery } from '../../records/operations.ts';
import type { RecordListState } from '../../records/record-list-state.ts';
import { inSentence, type RecordTypeInfo, useRecordTypeBySlug, useRecordTypes } from '../../records/record-types.ts';
import { RecordFilters } from './record-filters.tsx';
import { RecordsEmpty } from './records-empty.tsx';
import { useRecordTable } from './use-record-table.tsx';

const route = getRouteApi('/shell/records/$type');

export function RecordsPage() {
  const { type: slug } = route.useParams();
  const type = useRecordTypeBySlug(slug);
  return type ? <Records key={slug} type={type} slug={slug} /> : <NoRecordType />;
}

function Records({ type, slug }: { type: RecordTypeInfo; slug: string }) {
  useTitle(type.pluralLabel);
  const types = useRecordTypes();
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(recordListQuery(type, types, state));
  const change = (next: RecordListState) =>
    navigate({ search: (search) => ({ ...search, ...next }), replace: 'search' in next });
  const narrow = (next: RecordListState) => change({ ...next, after: undefined, before: undefined });
  const table = useRecordTable({
    type,
    types,
    records: list.data?.nodes,
    sort: state.sort,
    onSort: (sort) => narrow({ sort }),
  });
  const isNarrowed = Boolean(state.search || state.where?.length);
  const page = list.data?.pageInfo;
  const count = page?.totalCount;
  return (
    <Page>
      <PageHeader
        title={type.pluralLabel}
        actions={
          type.canCreate && (
            <Button
              leftSection={<IconPlus size={15} />}
              renderRoot={(props) => <Link to="/records/$type/new" params={{ type: slug }} {...props} />}
            >
              New {type.label}
            </Button>
          )
        }
      />
      <Toolbar>
        <SearchBox
          placeholder={`Search ${inSentence(type.pluralLabel)}`}
          value={state.search ?? ''}
          onChange={(search) => narrow({ search })}
        />
        <RecordFilters type={type} where={state.where ?? []} onChange={(where) => narrow({ where })} />
      </Toolbar>
      {list.error && <ErrorState error={list.error} onRetry={() => list.refetch()} />}
      {list.data?.nodes.length === 0 ? (
        <RecordsEmpty
          type={type}
          slug={slug}
          onClear={isNarrowed ? () => narrow({ search: undefined, where: undefined }) : undefined}
        />
      ) : (
        !(list.error && !list.data) && (
          <DataTable table={table} label={type.pluralLabel} loading={list.isPending} stale={list.isPlaceholderData} />
        )
      )}
      {list.data && list.data.nodes.length > 0 && (
        <Pager
          summary={count ? `${count.toLocaleString('en')} ${count === 1 ? type.label : type.pluralLabel}` : undefined}
          onPrevious={
            page?.hasPreviousPage
              ? () => change({ before: page.startCursor ?? undefined, after: undefined })
              : undefined
          }
          onNext={
            page?.hasNextPage ? () => change({ after: page.endCursor ?? undefined, before: undefined }) : undefined
          }
        />
      )}
    </Page>
  );
}
