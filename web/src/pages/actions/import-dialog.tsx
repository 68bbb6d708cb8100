import { Button, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { importActions } from '../../actions/operations.ts';
import { showFailure } from '../../components/toasts.tsx';
import { ImportResults } from './import-results.tsx';

/** Imports actions from pasted text or from files, each with its own verdict. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [source, setSource] = useState('');
  const queryClient = useQueryClient();
  const run = useMutation({
    mutationFn: async (sources: string[]) => {
      const verdicts = [];
      for (const text of sources) verdicts.push(...(await importActions(text)));
      return verdicts;
    },
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['actions'] }),
  });
  const importFiles = async (files: File[]) => run.mutate(await Promise.all(files.map((file) => file.text())));
  return (
    <Modal opened onClose={onClose} title="Import actions" size={720}>
      <Stack gap="sm">
        <Text c="dimmed">
          A rule as JSON, <code>{'{"create_rule": …}'}</code>, or a whole <code>createRule</code> mutation.
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
        {run.data && <ImportResults verdicts={run.data} onOpen={onClose} />}
        <Group justify="space-between">
          <FileButton multiple accept=".json,.graphql,.gql,.txt" onChange={importFiles}>
            {(props) => (
              <Button variant="default" leftSection={<IconFile size={15} />} {...props}>
                From files
              </Button>
            )}
          </FileButton>
          <Button disabled={!source.trim()} loading={run.isPending} onClick={() => run.mutate([source])}>
            Import
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
