import { Alert, Button, CopyButton, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './shown-once.module.css';

/** A secret that is not kept: to be copied now. */
export function ShownOnce({ value, label, children }: { value: string; label: string; children: ReactNode }) {
  return (
    <div className={classes.root}>
      <Textarea
        readOnly
        autosize
        aria-label={`The ${label}`}
        classNames={{ input: classes.value }}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value} timeout={3_000}>
        {({ copied, copy }) => (
          <Button
            fullWidth
            data-autofocus
            leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            onClick={copy}
          >
            {copied ? 'Copied' : `Copy ${label}`}
          </Button>
        )}
      </CopyButton>
      <Alert color="yellow" icon={<IconAlertTriangle size={16} />}>
        {children}
      </Alert>
    </div>
  );
}
