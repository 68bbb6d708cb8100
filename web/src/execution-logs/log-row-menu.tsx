import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconExternalLink, IconEye, IconLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatTime } from '../components/timestamp.tsx';
import { copyLogLink } from './copy-log-link.ts';
import { logFileUrl } from './downloads.ts';
import type { LogHead } from './operations.ts';

export function LogRowMenu({ log, onQuickView }: { log: LogHead; onQuickView: () => void }) {
  const id = String(log.id);
  return (
    <Menu width={180} withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Actions for the log of ${formatTime(log.createdAt)}`}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconExternalLink size={14} />}
          renderRoot={(props) => <Link to="/execution-logs/$id" params={{ id }} {...props} />}
        >
          View Execution
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={14} />} onClick={() => copyLogLink(id)}>
          Copy Link
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={14} />} component="a" href={logFileUrl(id)} download>
          Download Code
        </Menu.Item>
        <Menu.Item leftSection={<IconEye size={14} />} onClick={onQuickView}>
          Quick View
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
