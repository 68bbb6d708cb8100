import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './save-bar.module.css';

interface SaveBarProps {
  unsaved: boolean;
  saving: boolean;
  /** What the button says. */
  save?: string;
  onDiscard: () => void;
  children?: ReactNode;
}

/** Under a form, in sight while it scrolls: save, discard, and whether there is anything to save. */
export function SaveBar({ unsaved, saving, save = 'Save', onDiscard, children }: SaveBarProps) {
  return (
    <Group gap="xs" className={classes.root}>
      <Button type="submit" disabled={!unsaved} loading={saving}>
        {save}
      </Button>
      <Button variant="default" disabled={!unsaved || saving} onClick={onDiscard}>
        Discard
      </Button>
      <span className={classes.state} role="status">
        {unsaved && 'Unsaved changes'}
      </span>
      {children}
    </Group>
  );
}
