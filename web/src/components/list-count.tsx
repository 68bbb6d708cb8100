import { Text } from '@mantine/core';

/** How many there are, under a list that has no pages. */
export function ListCount({ count, one, many }: { count: number; one: string; many: string }) {
  return (
    <Text size="xs" c="dimmed" mt={10} aria-live="polite">
      {count.toLocaleString('en')} {count === 1 ? one : many}
    </Text>
  );
}
