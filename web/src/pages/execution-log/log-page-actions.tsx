import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconLink, IconTerminal2 } from '@tabler/icons-react';
import { copyLogLink } from '../../execution-logs/copy-log-link.ts';
import { logFileUrl } from '../../execution-logs/downloads.ts';
import type { Log } from '../../execution-logs/operations.ts';
import { HowToRun } from './how-to-run.tsx';

export function LogPageActions({ log }: { log: Log }) {
  const [opened, help] = useDisclosure(false);
  const id = String(log.id);
  return (
    <>
      <Button variant="default" leftSection={<IconTerminal2 size={15} />} onClick={help.open}>
        How to run it
      </Button>
      <Button variant="default" leftSection={<IconLink size={15} />} onClick={() => copyLogLink(id)}>
        Copy Link
      </Button>
      <Button leftSection={<IconDownload size={15} />} component="a" href={logFileUrl(id)} download>
        Download
      </Button>
      <HowToRun opened={opened} onClose={help.close} />
    </>
  );
}
