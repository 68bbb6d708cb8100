import { ActionBar, Button, Progress, Text } from '@mantine/core';
import { IconFileZip, IconLink } from '@tabler/icons-react';
import { copyText } from '../components/copy-to-clipboard.ts';
import { logPageUrl, type ZipRequest } from './downloads.ts';
import { formatBytes } from './format-bytes.ts';
import classes from './log-action-bar.module.css';
import type { Picks } from './log-picks.ts';
import { useZipDownload } from './use-zip-download.ts';

/** Logs in one Zip at most; the server's limit. */
const mostInZip = 10_000;

interface LogActionBarProps {
  picks: Picks;
  onPick: (picks: Picks) => void;
  onClear: () => void;
  mayDownload: boolean;
  /** Every log that is loaded is picked. */
  isAllLoaded: boolean;
  /** How many match; capped when there are more than were counted. */
  matching: { totalCount: number; totalCountCapped: boolean } | undefined;
  /** What to ask for when everything that matches is picked. */
  everything: () => ZipRequest;
}

/** What can be done with the picked logs, at the bottom of the screen while some are picked. */
export function LogActionBar(props: LogActionBarProps) {
  const { picks, onPick, onClear, mayDownload, matching, everything } = props;
  const zip = useZipDownload();
  const { isEverything, ids } = picks;
  const all = matching && `${matching.totalCount.toLocaleString('en')}${matching.totalCountCapped ? '+' : ''}`;
  const count = isEverything ? all : ids.size.toLocaleString('en');
  const isTooMany = isEverything ? matching?.totalCountCapped === true : ids.size > mostInZip;
  const hasMore = matching !== undefined && (matching.totalCountCapped || matching.totalCount > ids.size);
  const files = isEverything ? matching?.totalCount : ids.size;
  const isOpen = isEverything || ids.size > 0 || zip.progress !== undefined;
  return (
    <ActionBar
      opened={isOpen}
      onClose={onClear}
      role="region"
      aria-label="Selected logs"
      classNames={{ root: classes.root }}
    >
      {zip.progress ? (
        <>
          <div className={classes.progress}>
            <Text size="sm" role="status">
              {zip.progress.files.toLocaleString('en')} of {files?.toLocaleString('en')} logs ·{' '}
              {formatBytes(zip.progress.bytes)}
            </Text>
            <Progress
              value={files ? (100 * zip.progress.files) / files : 0}
              size={4}
              transitionDuration={150}
              aria-label="Download"
            />
          </div>
          <Button variant="default" onClick={zip.cancel}>
            Cancel
          </Button>
        </>
      ) : (
        <>
          <Text size="sm" fw={500} px="xs" aria-live="polite" className={classes.count}>
            {count} selected
          </Text>
          {!isEverything && props.isAllLoaded && mayDownload && hasMore && (
            <Button variant="subtle" onClick={() => onPick({ ...picks, isEverything: true })}>
              Select all {all} that match
            </Button>
          )}
          <ActionBar.Divider />
          {mayDownload && (
            <Button
              leftSection={<IconFileZip size={15} />}
              disabled={isTooMany}
              title={
                isTooMany ? `One Zip holds ${mostInZip.toLocaleString('en')} logs: narrow the search first` : undefined
              }
              onClick={() => zip.start(isEverything ? everything() : { ids: [...ids] })}
            >
              Download Zip
            </Button>
          )}
          {!isEverything && (
            <Button variant="default" leftSection={<IconLink size={15} />} onClick={() => copyLinks([...ids])}>
              Copy links
            </Button>
          )}
          <ActionBar.Divider />
          <ActionBar.CloseButton aria-label="Clear selection" />
        </>
      )}
    </ActionBar>
  );
}

function copyLinks(ids: string[]): void {
  void copyText(ids.map(logPageUrl).join('\n'), ids.length === 1 ? 'Link copied' : `${ids.length} links copied`);
}
