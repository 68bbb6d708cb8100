import { Button } from '@mantine/core';
import { IconPlayerPauseFilled } from '@tabler/icons-react';
import classes from './live.module.css';

interface LiveButtonProps {
  paused: boolean;
  onToggle: () => void;
  /** The last look for new logs failed. */
  isFailing: boolean;
  /** Only a list with the newest first, that does not search contexts, can be live. */
  isAvailable: boolean;
}

/** Whether new logs are looked for, and the switch of it. */
export function LiveButton({ paused, onToggle, isFailing, isAvailable }: LiveButtonProps) {
  const isLive = isAvailable && !paused;
  return (
    <Button
      variant="default"
      aria-pressed={isLive}
      aria-label="Live"
      disabled={!isAvailable}
      title={
        isAvailable
          ? paused
            ? 'New logs are not looked for. Click to go on.'
            : 'New logs are announced as they come. Click to pause.'
          : 'Sort by the newest first, without a search of contexts, to be told of new logs.'
      }
      leftSection={
        isLive ? (
          <span className={classes.dot} data-failing={isFailing || undefined} />
        ) : (
          <IconPlayerPauseFilled size={11} aria-hidden />
        )
      }
      onClick={onToggle}
    >
      {isLive ? (isFailing ? 'Reconnecting' : 'Live') : 'Paused'}
    </Button>
  );
}
