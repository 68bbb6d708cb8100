import { Button, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import classes from './import-dialog.module.css';
import { importSources } from './import-files.ts';
import { ImportResults } from './import-results.tsx';

/** Imports actions from pasted text or from files, chosen or dropped, each with its own verdict. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [source, setSource] = useState('');
  const [dropping, setDropping] = useState(false);
  const queryClient = useQueryClient();
  const run = useMutation({
    mutationFn: importSources,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['actions'] }),
  });
  const importFiles = (files: readonly File[]) => {
    if (files.length) run.mutate(files.map((file) => ({ file: file.name, read: () => file.text() })));
  };
  const importText = async () => {
    const outcomes = await run.mutateAsync([{ read: async () => source }]);
    // Else one more click would make the same actions again.
    if (outcomes.every(({ verdict }) => verdict.rule)) setSource('');
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDropping(false);
    importFiles([...event.dataTransfer.files]);
  };
  return (
    <Modal opened onClose={onClose} title="Import actions" size={720}>
      <Stack
        gap="sm"
        className={classes.root}
        data-dropping={dropping || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setDropping(true);
        }}
        onDragLeave={() => setDropping(false)}
        onDrop={drop}
      >
        <Text c="dimmed">
          A rule as JSON, <code>{'{"create_rule": …}'}</code>, or a whole <code>createRule</code> mutation. Several
          files at once can be chosen, or dropped here.
        </Text>
        <Textarea
          aria-label="What to import"
          placeholder="Paste here"
          data-autofocus
          autosize
          minRows={10}
          maxRows={20}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        {run.data && <ImportResults outcomes={run.data} onOpen={onClose} />}
        <Group justify="space-between">
          <FileButton multiple accept=".json,.graphql,.gql,.txt" onChange={importFiles}>
            {(props) => (
              <Button variant="default" leftSection={<IconFile size={15} />} disabled={run.isPending} {...props}>
                From files
              </Button>
            )}
          </FileButton>
          <Button disabled={!source.trim()} loading={run.isPending} onClick={importText}>
            Import
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
