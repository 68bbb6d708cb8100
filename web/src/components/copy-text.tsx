import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy-text.module.css';

interface CopyTextProps {
  value: string;
  /** What it is, for the button's name: "Copy request id". */
  label: string;
  /** Shown instead of the whole value. */
  short?: string;
}

/** A value in the code typeface with a button that copies it. */
export function CopyText({ value, label, short }: CopyTextProps) {
  return (
    <span className={classes.root}>
      <code className={classes.value} title={short ? value : undefined}>
        {short ?? value}
      </code>
      <CopyIcon value={value} label={label} />
    </span>
  );
}

/** Only the button of CopyText. */
export function CopyIcon({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          className={classes.button}
          size={20}
          variant="subtle"
          color={copied ? 'green' : 'gray'}
          aria-label={copied ? `Copied ${label}` : `Copy ${label}`}
          onClick={copy}
        >
          {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
