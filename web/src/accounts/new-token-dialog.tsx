import { Alert, Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { insideMain } from '../components/inside-main.ts';
import { GeneralPermissions } from '../permissions/general-permissions.tsx';
import { PermissionMatrix } from '../permissions/permission-matrix.tsx';
import { type PermissionSet, printPermissions, withPermission } from '../permissions/permission-set.ts';
import { useCreateApiToken } from './api-tokens.ts';
import classes from './new-token-dialog.module.css';
import { ShownOnce } from './shown-once.tsx';

const lives = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '730', label: '2 years' },
];
const dayMs = 24 * 60 * 60 * 1000;

/** Makes a token for oneself, and shows it once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateApiToken();
  const [scope, setScope] = useState<PermissionSet>(new Set(['READ *']));
  const form = useForm({
    initialValues: { name: '', days: '90', limit: 'some' },
    validate: { name: (value) => (value.trim() ? null : 'Say what will use it') },
  });
  const toggle = (name: string, isGiven: boolean) => setScope((before) => withPermission(before, name, isGiven));
  const isLimited = form.values.limit === 'some';
  if (create.data) {
    return (
      <Modal
        portalProps={insideMain}
        opened
        onClose={onClose}
        title={`API token ${create.data.apiToken.name}`}
        size={480}
      >
        <ShownOnce value={create.data.token} label="token">
          Copy it now: it is shown only here, and kept nowhere. Programs send it as <code>Authorization: Bearer …</code>
        </ShownOnce>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Modal>
    );
  }
  return (
    <Modal portalProps={insideMain} opened onClose={onClose} title="New API token" size={720}>
      <form
        onSubmit={form.onSubmit(({ name, days }) =>
          create.mutate({
            name,
            ...(isLimited && { permissions: printPermissions(scope) }),
            expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString(),
          }),
        )}
      >
        <Stack gap="sm">
          {create.error && (
            <Alert color="red" role="alert">
              {create.error.message}
            </Alert>
          )}
          <Group align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
            <TextInput
              label="Name"
              description="What uses it. Logs say “via token NAME”."
              required
              maxLength={100}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Select label="Works for" data={lives} allowDeselect={false} {...form.getInputProps('days')} />
          </Group>
          <Radio.Group label="May do" {...form.getInputProps('limit')}>
            <Stack gap={6} mt={4}>
              <Radio size="xs" value="some" label="Only what is chosen here, and never more than I may" />
              <Radio size="xs" value="all" label="All that I may do" />
            </Stack>
          </Radio.Group>
          {isLimited && (
            <>
              <GeneralPermissions value={scope} onChange={toggle} />
              <div className={classes.matrix}>
                <PermissionMatrix value={scope} onChange={toggle} />
              </div>
              {scope.size === 0 && <Text c="dimmed">With nothing chosen it may only ask who it is.</Text>}
            </>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create token
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
