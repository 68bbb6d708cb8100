import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './save-bar.module.css';

interface SaveBarProps {
  /** How many changes are; true where they are not counted. */
  unsaved: boolean | number;
  saving: boolean;
  /** False leaves out saving and discarding, for who may only do what else stands here. */
  canSave?: boolean;
  /** What the button says. */
  save?: string;
  onDiscard: () => void;
  children?: ReactNode;
}

/** Under a form, in sight while it scrolls: save, discard, and whether there is anything to save. */
export function SaveBar({ unsaved, saving, canSave = true, save = 'Save', onDiscard, children }: SaveBarProps) {
  return (
    <Group gap="xs" className={classes.root}>
      {canSave && (
        <>
          <Button type="submit" disabled={!unsaved} loading={saving}>
            {save}
          </Button>
          <Button variant="default" disabled={!unsaved || saving} onClick={onDiscard}>
            Discard
          </Button>
        </>
      )}
      <span className={classes.state} role="status">
        {unsavedWords(unsaved)}
      </span>
      {children}
    </Group>
  );
}

function unsavedWords(unsaved: boolean | number): string {
  if (!unsaved) return '';
  if (unsaved === true) return 'Unsaved changes';
  return `${unsaved} unsaved ${unsaved === 1 ? 'change' : 'changes'}`;
}
