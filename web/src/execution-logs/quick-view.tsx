import { ActionIcon, Button, Group, Modal } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconDownload, IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ErrorState } from '../components/error-state.tsx';
import { PageLoading } from '../components/page-loading.tsx';
import { copyLogLink } from './copy-log-link.ts';
import { logFileUrl } from './downloads.ts';
import { LogExpired } from './log-expired.tsx';
import type { LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';
import { logCodeQuery } from './operations.ts';
import classes from './quick-view.module.css';
import { QuickViewContent } from './quick-view-content.tsx';
import { type LogPage, useLogWalk } from './use-log-walk.ts';

interface QuickViewProps {
  id: string;
  page: LogPage;
  state: LogListState;
  scope: LogScope;
  onChange: (change: LogListState) => void;
}

/** A log's code and main metadata over the table; the arrows and arrow keys walk the table's logs, across pages. */
export function QuickView({ id, page, state, scope, onChange }: QuickViewProps) {
  const walk = useLogWalk({ id, page, state, scope, onChange });
  const log = useQuery(logCodeQuery(id));
  const close = () => {
    onChange({ quick: undefined });
    setTimeout(() => document.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] a`)?.focus(), 50);
  };
  return (
    <Modal.Root
      opened
      onClose={close}
      size={860}
      returnFocus={false}
      yOffset="6vh"
      classNames={{ content: classes.content }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content>
        <Modal.Header className={classes.header}>
          <Modal.Title fw={600}>Quick View</Modal.Title>
          <Group gap={6}>
            <ActionIcon variant="default" aria-label="Previous log" disabled={!walk.previous} onClick={walk.previous}>
              <IconArrowLeft size={15} />
            </ActionIcon>
            <ActionIcon variant="default" aria-label="Next log" disabled={!walk.next} onClick={walk.next}>
              <IconArrowRight size={15} />
            </ActionIcon>
            <Modal.CloseButton aria-label="Close Quick View" />
          </Group>
        </Modal.Header>
        <Modal.Body className={classes.body}>
          {log.isPending && <PageLoading />}
          {log.error && <ErrorState error={log.error} onRetry={() => log.refetch()} />}
          {log.data === null && <LogExpired />}
          {log.data && <QuickViewContent log={log.data} />}
        </Modal.Body>
        <footer className={classes.footer}>
          <Button variant="subtle" color="gray" leftSection={<IconLink size={14} />} onClick={() => copyLogLink(id)}>
            Copy Link
          </Button>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconDownload size={14} />}
            component="a"
            href={logFileUrl(id)}
            download
          >
            Download Code
          </Button>
          <Button renderRoot={(props) => <Link to="/execution-logs/$id" params={{ id }} {...props} />}>
            View Execution
          </Button>
        </footer>
      </Modal.Content>
    </Modal.Root>
  );
}
