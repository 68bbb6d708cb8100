import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { insideMain } from './inside-main.ts';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  children: ReactNode;
  confirm: string;
  cancel?: string;
  danger?: boolean;
  loading?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, children, confirm, cancel = 'Cancel', danger, loading, onConfirm, onCancel } = props;
  return (
    <Modal portalProps={insideMain} opened={opened} onClose={onCancel} title={title} size={440}>
      <Text component="div">{children}</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {cancel}
        </Button>
        <Button color={danger ? 'red' : undefined} loading={loading} onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
