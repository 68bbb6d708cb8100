import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { NoPermission } from '../../components/no-permission.tsx';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { showSuccess } from '../../components/toasts.tsx';
import { useUnsavedGuard } from '../../components/unsaved-guard.tsx';
import { useTitle } from '../../components/use-title.ts';
import { createInput, newFormValues } from '../../records/form-values.ts';
import { useRecordMutations } from '../../records/mutations.ts';
import { NoRecordType } from '../../records/no-record-type.tsx';
import { RecordForm } from '../../records/record-form.tsx';
import {
  inSentence,
  permissionTo,
  type RecordTypeInfo,
  typeSlug,
  useRecordTypeBySlug,
} from '../../records/record-types.ts';
import { useRecordForm } from '../../records/use-record-form.ts';

const route = getRouteApi('/shell/records/$type/new');

export function NewRecordPage() {
  const type = useRecordTypeBySlug(route.useParams().type);
  if (!type) return <NoRecordType />;
  return type.canCreate ? <NewRecord key={type.name} type={type} /> : <NotAllowed type={type} />;
}

function NotAllowed({ type }: { type: RecordTypeInfo }) {
  return (
    <NoPermission
      page
      what={`create ${inSentence(type.pluralLabel)}`}
      permission={permissionTo('CREATE', type)}
      actions={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/records/$type" params={{ type: typeSlug(type.name) }} {...props} />}
        >
          All {inSentence(type.pluralLabel)}
        </Button>
      }
    />
  );
}

function NewRecord({ type }: { type: RecordTypeInfo }) {
  useTitle(`New ${type.label}`);
  const navigate = useNavigate();
  const form = useRecordForm(type, newFormValues(type), true);
  const { create } = useRecordMutations(type);
  const touched = JSON.stringify(form.values) !== JSON.stringify(newFormValues(type));
  const guard = useUnsavedGuard(touched);
  const params = { type: typeSlug(type.name) };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!form.check()) return;
    create.mutate(createInput(type, form.values), {
      onError: form.showError,
      onSuccess: ({ data }) => {
        showSuccess(`${type.label} created`);
        void navigate({
          to: '/records/$type/$id',
          params: { ...params, id: String(data.done.record?.id) },
          ignoreBlocker: true,
        });
      },
    });
  };
  return (
    <Page narrow>
      <form onSubmit={save} noValidate>
        <PageHeader
          trail={
            <Link to="/records/$type" params={params}>
              {type.pluralLabel}
            </Link>
          }
          title={`New ${type.label}`}
          actions={
            <>
              <Button variant="default" renderRoot={(props) => <Link to="/records/$type" params={params} {...props} />}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Create
              </Button>
            </>
          }
        />
        <RecordForm type={type} creating values={form.values} errors={form.errors} onChange={form.change} />
      </form>
      {guard}
    </Page>
  );
}
