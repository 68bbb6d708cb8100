import { Tabs } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/current-person.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { NoPermission } from '../../components/no-permission.tsx';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLoading } from '../../components/page-loading.tsx';
import { useTitle } from '../../components/use-title.ts';
import { NoRecordType } from '../../records/no-record-type.tsx';
import { recordQuery } from '../../records/operations.ts';
import { type RecordTypeInfo, typeSlug, useRecordTypeBySlug, useRecordTypes } from '../../records/record-types.ts';
import { type RecordData, recordTitle } from '../../records/record-value.ts';
import { RecordDetails } from './record-details.tsx';
import { RecordExecutions } from './record-executions.tsx';

const route = getRouteApi('/shell/records/$type/$id');

export function RecordPage() {
  const { type: slug, id } = route.useParams();
  const type = useRecordTypeBySlug(slug);
  if (!type) return <NoRecordType />;
  if (!/^\d+$/.test(id)) return <NoRecord type={type} id={id} />;
  return <LoadedRecord key={`${slug}/${id}`} type={type} id={id} />;
}

function LoadedRecord({ type, id }: { type: RecordTypeInfo; id: string }) {
  const record = useQuery(recordQuery(type, useRecordTypes(), id));
  useTitle(record.data ? recordTitle(type, record.data) : type.label);
  if (record.isPending) return <PageLoading />;
  if (record.error && !record.data) return <ErrorState error={record.error} onRetry={() => record.refetch()} page />;
  if (!record.data) return <NoRecord type={type} id={id} />;
  return <RecordTabs type={type} record={record.data} />;
}

function NoRecord({ type, id }: { type: RecordTypeInfo; id: string }) {
  return (
    <MessageState page icon={IconMapOff} title={`There is no ${type.label} ${id}`}>
      It may have been deleted.{' '}
      <Link to="/records/$type" params={{ type: typeSlug(type.name) }}>
        All {type.pluralLabel}
      </Link>
    </MessageState>
  );
}

function RecordTabs({ type, record }: { type: RecordTypeInfo; record: RecordData }) {
  const { tab = 'details' } = route.useSearch();
  const maySeeLogs = useMay('SEE_LOGS');
  const navigate = route.useNavigate();
  const title = recordTitle(type, record);
  const name = `${type.label} ${record.id}`;
  return (
    <Page>
      <PageHeader
        trail={
          <Link to="/records/$type" params={{ type: typeSlug(type.name) }}>
            {type.pluralLabel}
          </Link>
        }
        title={title}
        note={title === name ? undefined : name}
      />
      <Tabs
        value={tab}
        keepMounted
        onChange={(value) => navigate({ search: value === 'executions' ? { tab: value } : {}, replace: true })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="details">Details</Tabs.Tab>
          {maySeeLogs && <Tabs.Tab value="executions">Executions</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="details">
          <RecordDetails type={type} record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="executions">
          {tab === 'executions' && maySeeLogs && <RecordExecutions type={type} record={record} />}
          {tab === 'executions' && !maySeeLogs && <NoPermission what="see execution logs" permission="SEE_LOGS" />}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
