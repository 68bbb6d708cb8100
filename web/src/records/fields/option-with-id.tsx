import { Group, Text } from '@mantine/core';

/** A record in a picker: its title, and its id, since titles can be alike. */
export function OptionWithId({ option }: { option: { value: string | number | boolean | bigint; label: string } }) {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap" w="100%">
      <Text truncate>{option.label}</Text>
      <Text size="xs" c="dimmed">
        {String(option.value)}
      </Text>
    </Group>
  );
}
