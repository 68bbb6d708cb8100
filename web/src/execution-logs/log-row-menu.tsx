import { Menu, VisuallyHidden } from '@mantine/core';
import { IconDownload, IconExternalLink, IconEye, IconLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { copyLogLink } from './copy-log-link.ts';
import { downloadLog } from './downloads.ts';
import classes from './log-row-menu.module.css';

interface LogRowMenuProps {
  id: string;
  /** The button in the log's row that opened it. */
  button: HTMLElement;
  mayDownload: boolean;
  onQuickView: () => void;
  onClose: () => void;
}

/** The one menu that all rows share, below the button that opened it. */
export function LogRowMenu({ id, button, mayDownload, onQuickView, onClose }: LogRowMenuProps) {
  const { left, top, width, height } = button.getBoundingClientRect();
  useEffect(() => {
    button.setAttribute('aria-expanded', 'true');
    return () => button.removeAttribute('aria-expanded');
  }, [button]);
  const close = () => {
    onClose();
    if (!document.querySelector('[role="dialog"]')) button.focus();
  };
  return (
    <Menu opened onChange={close} width={180} position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <span aria-hidden className={classes.target} style={{ left, top, width, height }}>
          <VisuallyHidden>{button.getAttribute('aria-label')}</VisuallyHidden>
        </span>
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
        {mayDownload && (
          <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => downloadLog(id)}>
            Download Code
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconEye size={14} />} onClick={onQuickView}>
          Quick View
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
