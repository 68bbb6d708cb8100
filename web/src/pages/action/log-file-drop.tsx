import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, type ReactNode, useState } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import { type Action, readLogFile } from '../../actions/operations.ts';
import { showFailure } from '../../components/toasts.tsx';
import classes from './log-file-drop.module.css';
import { LogFileReview } from './log-file-review.tsx';

interface LogFileDropProps {
  /** Undefined while the action is new. */
  action?: Action;
  draft: ActionDraft;
  disabled: boolean;
  onTake: (code: string) => void;
  children: ReactNode;
}

/** Where a downloaded log file, edited at somebody's desk, can be dropped to bring its change back. */
export function LogFileDrop({ action, draft, disabled, onTake, children }: LogFileDropProps) {
  const [dropping, setDropping] = useState(false);
  const read = useMutation({ mutationFn: async (file: File) => readLogFile(await file.text()), onError: showFailure });
  if (!action || disabled) return children;
  const take = (file: File | null | undefined) => file && read.mutate(file);
  const isFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button below does the same for who does not drag
    <div
      className={classes.root}
      data-dropping={dropping || undefined}
      onDragOver={(event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDropCapture={(event) => {
        setDropping(false);
        if (!isFile(event)) return;
        // Before the editor, which would insert the file's text.
        event.preventDefault();
        event.stopPropagation();
        take(event.dataTransfer.files[0]);
      }}
    >
      {children}
      <div className={classes.foot}>
        <span>Edited a downloaded log file? Drop it here to bring its change back.</span>
        <FileButton accept=".py" onChange={take}>
          {(props) => (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconFileImport size={15} />}
              loading={read.isPending}
              {...props}
            >
              Choose log file
            </Button>
          )}
        </FileButton>
      </div>
      {read.data && (
        <LogFileReview
          action={action}
          found={read.data}
          code={draft.code}
          onClose={read.reset}
          onTake={(code) => {
            onTake(code);
            read.reset();
          }}
        />
      )}
    </div>
  );
}
