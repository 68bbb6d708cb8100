import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { showFailure, showSuccess } from '../../components/toasts.tsx';
import { useRecordMutations } from '../../records/mutations.ts';
import { type RecordTypeInfo, typeSlug } from '../../records/record-types.ts';
import { type RecordData, recordTitle } from '../../records/record-value.ts';

export function DeleteRecord({ type, record }: { type: RecordTypeInfo; record: RecordData }) {
  const [opened, dialog] = useDisclosure(false);
  const navigate = useNavigate();
  const { remove } = useRecordMutations(type);
  const confirm = () =>
    remove.mutate(
      { id: record.id, etag: String(record._etag) },
      {
        onSettled: dialog.close,
        onError: showFailure,
        onSuccess: () => {
          showSuccess(`${type.label} deleted`);
          void navigate({ to: '/records/$type', params: { type: typeSlug(type.name) }, ignoreBlocker: true });
        },
      },
    );
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={15} />} onClick={dialog.open}>
        Delete
      </Button>
      <ConfirmDialog
        opened={opened}
        title={`Delete ${recordTitle(type, record)}?`}
        confirm="Delete"
        danger
        loading={remove.isPending}
        onConfirm={confirm}
        onCancel={dialog.close}
      >
        {type.label} {record.id} and the records that are part of it are deleted for good.
      </ConfirmDialog>
    </>
  );
}
