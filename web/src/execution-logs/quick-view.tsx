import { ActionIcon, Button, Group, Kbd, Modal, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconDownload, IconLink } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ErrorState } from '../components/error-state.tsx';
import { PageLoading } from '../components/page-loading.tsx';
import { copyLogLink } from './copy-log-link.ts';
import { downloadLog } from './downloads.ts';
import { LogExpired } from './log-expired.tsx';
import { logCodeQuery } from './operations.ts';
import classes from './quick-view.module.css';
import { QuickViewContent } from './quick-view-content.tsx';
import { useLogKeys } from './use-log-keys.ts';

interface QuickViewProps {
  id: string;
  /** "3 of 1,204": its place in the table; undefined when it is not among its logs. */
  place: string | undefined;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  mayDownload: boolean;
  onHelp: () => void;
  /** The help lies over it: keys are the help's. */
  isCovered: boolean;
  onClose: () => void;
}

const noKeys = {};

/** A log's code and main metadata over the table; the arrows and arrow keys walk the table's logs, across pages. */
export function QuickView(props: QuickViewProps) {
  const { id, place, onPrevious, onNext, mayDownload, onHelp, isCovered, onClose } = props;
  const navigate = useNavigate();
  const body = useRef<HTMLDivElement>(null);
  // The log before stays until the next one is there: nothing flickers while one walks.
  const log = useQuery({ ...logCodeQuery(id), placeholderData: keepPreviousData });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each log is read from its beginning
  useEffect(() => void body.current?.scrollTo(0, 0), [id]);
  const previous = () => onPrevious?.();
  const next = () => onNext?.();
  const openPage = () => void navigate({ to: '/execution-logs/$id', params: { id } });
  const download = () => mayDownload && void downloadLog(id);
  const copy = () => void copyLogLink(id);
  const keys = { ArrowLeft: previous, ArrowRight: next, k: previous, j: next, ' ': onClose, Enter: openPage };
  useLogKeys(isCovered ? noKeys : { ...keys, d: download, c: copy, '?': onHelp }, { within: 'dialog' });
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={860}
      returnFocus={false}
      closeOnEscape={!isCovered}
      yOffset="6vh"
      transitionProps={{ duration: 100 }}
      classNames={{ content: classes.content, inner: classes.inner }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content>
        <Modal.Header className={classes.header}>
          <Group gap={10} align="baseline">
            <Modal.Title fw={600}>Quick View</Modal.Title>
            <Text size="xs" c="dimmed" className={classes.place}>
              {place}
            </Text>
          </Group>
          <Group gap={6}>
            <ActionIcon
              variant="default"
              aria-label="Previous log"
              aria-keyshortcuts="ArrowLeft"
              disabled={!onPrevious}
              onClick={onPrevious}
            >
              <IconArrowLeft size={15} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label="Next log"
              aria-keyshortcuts="ArrowRight"
              disabled={!onNext}
              onClick={onNext}
            >
              <IconArrowRight size={15} />
            </ActionIcon>
            <Modal.CloseButton aria-label="Close Quick View" />
          </Group>
        </Modal.Header>
        {/* It takes the focus, not a button: Enter and Space would press that, and the arrow keys scroll it. */}
        <Modal.Body
          ref={body}
          className={classes.body}
          tabIndex={0}
          data-autofocus
          data-stale={log.isPlaceholderData || undefined}
        >
          {log.isPending && <PageLoading />}
          {log.error && <ErrorState error={log.error} onRetry={() => log.refetch()} />}
          {log.data === null && <LogExpired />}
          {log.data && <QuickViewContent log={log.data} />}
        </Modal.Body>
        <footer className={classes.footer}>
          <Text size="xs" c="dimmed" className={classes.hint}>
            <Kbd size="xs">←</Kbd> <Kbd size="xs">→</Kbd> walk · <Kbd size="xs">Enter</Kbd> open ·{' '}
            <Kbd size="xs">Esc</Kbd> close
          </Text>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconLink size={14} />}
            aria-label="Copy Link"
            classNames={{ section: classes.toolIcon, label: classes.toolLabel }}
            onClick={copy}
          >
            Copy Link
          </Button>
          {mayDownload && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconDownload size={14} />}
              aria-label="Download Code"
              classNames={{ section: classes.toolIcon, label: classes.toolLabel }}
              onClick={download}
            >
              Download Code
            </Button>
          )}
          <Button renderRoot={(props) => <Link to="/execution-logs/$id" params={{ id }} {...props} />}>
            View Execution
          </Button>
        </footer>
      </Modal.Content>
    </Modal.Root>
  );
}
