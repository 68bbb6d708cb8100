import { Button, Group, Menu, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconChevronDown, IconDeviceFloppy, IconTrash, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { showFailure, showSuccess } from '../components/toasts.tsx';
import type { LogListState } from './log-list-state.ts';
import { deleteLogView, type LogView, logViewsQuery, saveLogView, viewQuery, viewState } from './log-views.ts';
import classes from './views-menu.module.css';

interface ViewsMenuProps {
  state: LogListState;
  onChange: (change: LogListState) => void;
}

/** Searches and filters kept under a name, private or for everybody. */
export function ViewsMenu({ state, onChange }: ViewsMenuProps) {
  const [isSaving, saving] = useDisclosure(false);
  const [opened, menu] = useDisclosure(false);
  const views = useQuery(logViewsQuery);
  const current = views.data?.find((view) => viewQuery(viewState(view)) === viewQuery(state));
  const own = views.data?.filter((view) => view.isOwn) ?? [];
  const others = views.data?.filter((view) => !view.isOwn) ?? [];
  return (
    <>
      <Menu
        opened={opened}
        onChange={(open) => (open ? menu.open() : menu.close())}
        position="bottom-start"
        width={270}
      >
        <Menu.Target>
          <Button
            variant={current ? 'light' : 'default'}
            leftSection={<IconBookmark size={14} />}
            rightSection={<IconChevronDown size={13} />}
            className={classes.button}
          >
            {current?.name ?? 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.dropdown}>
          {own.length > 0 && <Menu.Label>Yours</Menu.Label>}
          {own.map((view) => (
            <ViewItem key={view.id} view={view} isCurrent={view === current} onShow={() => onChange(viewState(view))} />
          ))}
          {others.length > 0 && <Menu.Label>Shared by others</Menu.Label>}
          {others.map((view) => (
            <ViewItem key={view.id} view={view} isCurrent={view === current} onShow={() => onChange(viewState(view))} />
          ))}
          {views.error && <Menu.Label>Views could not be loaded: {views.error.message}</Menu.Label>}
          {views.data?.length === 0 && <Menu.Label>No views yet. Search or filter, then save it here.</Menu.Label>}
          <Menu.Divider />
          <Menu.Item leftSection={<IconDeviceFloppy size={14} />} onClick={saving.open}>
            Save this view…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isSaving} onClose={saving.close} title="Save this view" size={420}>
        <SaveView state={state} current={current} onDone={saving.close} />
      </Modal>
    </>
  );
}

interface ViewItemProps {
  view: LogView;
  isCurrent: boolean;
  onShow: () => void;
}

function ViewItem({ view, isCurrent, onShow }: ViewItemProps) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteLogView(view.id),
    onSuccess: () => showSuccess(`View “${view.name}” deleted`),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: logViewsQuery.queryKey }),
  });
  return (
    <Group gap={2} wrap="nowrap">
      <Menu.Item
        className={classes.item}
        aria-current={isCurrent || undefined}
        data-current={isCurrent || undefined}
        rightSection={view.shared ? <IconUsers size={13} aria-label="shared" /> : undefined}
        onClick={onShow}
      >
        {view.name}
        {!view.isOwn && view.owner && (
          <Text span size="xs" c="dimmed">
            {' '}
            by {view.owner.name}
          </Text>
        )}
      </Menu.Item>
      {view.isOwn && (
        <Menu.Item
          className={classes.delete}
          aria-label={`Delete the view ${view.name}`}
          closeMenuOnClick={false}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <IconTrash size={14} />
        </Menu.Item>
      )}
    </Group>
  );
}

function SaveView({
  state,
  current,
  onDone,
}: {
  state: LogListState;
  current: LogView | undefined;
  onDone: () => void;
}) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(current?.isOwn ? current.name : '');
  const [shared, setShared] = useState(current?.isOwn ? current.shared : false);
  const save = useMutation({
    mutationFn: saveLogView,
    onSuccess: () => {
      showSuccess(`View “${name.trim()}” saved`);
      onDone();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: logViewsQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate({ name: name.trim(), shared, state });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          placeholder="Blocked today"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={save.error?.message}
          maxLength={100}
          data-autofocus
        />
        <Switch
          size="sm"
          label="Everybody may use it"
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <Text size="xs" c="dimmed">
          It keeps the search, the filters and the sort. A view of yours with this name is replaced.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
