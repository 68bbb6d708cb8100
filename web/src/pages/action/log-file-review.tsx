import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Action, LogFileAction } from '../../actions/operations.ts';
import { CodeDiff } from '../../code/code-diff.tsx';

interface LogFileReviewProps {
  action: Action;
  /** Every action in the file. */
  found: readonly LogFileAction[];
  /** What is in the editor. */
  code: string;
  onTake: (code: string) => void;
  onClose: () => void;
}

/** Shows what a log file would change in the editor before it is taken over. */
export function LogFileReview({ action, found, code, onTake, onClose }: LogFileReviewProps) {
  const own = found.find(({ id }) => String(id) === String(action.id));
  const others = found.filter((one) => one !== own);
  return (
    <Modal opened onClose={onClose} title={`${action.title} in the log file`} size={820}>
      <Stack gap="sm">
        {own ? (
          <CodeDiff language="python" label="Difference to the editor" before={code} after={own.code} />
        ) : (
          <Text>This log file does not hold this action.</Text>
        )}
        {others.length > 0 && (
          <Text c="dimmed">
            The file also holds{' '}
            {others.map(({ id, title }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <Link to="/actions/$id" params={{ id: String(id) }}>
                  {title ?? `action ${id}`}
                </Link>
              </span>
            ))}
            . Drop it there to bring their changes back.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {own && own.code !== code ? 'Cancel' : 'Close'}
          </Button>
          {own && own.code !== code && <Button onClick={() => onTake(own.code)}>Take over</Button>}
        </Group>
      </Stack>
    </Modal>
  );
}
