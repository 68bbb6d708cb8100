import { Code, Modal, Stack, Text } from '@mantine/core';

/** What to do with the downloaded file. */
export function HowToRun({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="How to run it" size={560}>
      <Stack gap="sm">
        <Text>
          <b>Download</b> gives one Python file with the actions, the data they were given, and the rules they run
          under. It needs Python 3.9 or newer and nothing else.
        </Text>
        <Code block>python3 name_of_log_file.py</Code>
        <Text>
          It writes exactly the recorded output, then the verdict. The last line says <Code>Identical to the log.</Code>
          , or what differs first and why.
        </Text>
        <Text>
          Each action is one function. Edit it, or the data below it, and run the file again until it is right. Then
          paste the function’s body back on the action’s Code tab.
        </Text>
      </Stack>
    </Modal>
  );
}
