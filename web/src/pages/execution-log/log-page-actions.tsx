import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconLink, IconTerminal2 } from '@tabler/icons-react';
import { useMay } from '../../api/current-person.ts';
import { copyLogLink } from '../../execution-logs/copy-log-link.ts';
import { downloadLog, logFileUrl } from '../../execution-logs/downloads.ts';
import type { Log } from '../../execution-logs/operations.ts';
import { useLogKeys } from '../../execution-logs/use-log-keys.ts';
import { HowToRun } from './how-to-run.tsx';

export function LogPageActions({ log }: { log: Log }) {
  const [opened, help] = useDisclosure(false);
  const mayDownload = useMay('DOWNLOAD_LOGS');
  const id = String(log.id);
  useLogKeys({ c: () => void copyLogLink(id), d: () => mayDownload && void downloadLog(id) });
  return (
    <>
      <Button variant="default" leftSection={<IconTerminal2 size={15} />} onClick={help.open}>
        How to run it
      </Button>
      <Button variant="default" leftSection={<IconLink size={15} />} onClick={() => copyLogLink(id)}>
        Copy Link
      </Button>
      {mayDownload && (
        <Button
          leftSection={<IconDownload size={15} />}
          component="a"
          href={logFileUrl(id)}
          download
          onClick={(event) => {
            event.preventDefault();
            void downloadLog(id);
          }}
        >
          Download
        </Button>
      )}
      <HowToRun opened={opened} onClose={help.close} />
    </>
  );
}
