import { Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

interface PagerProps {
  /** For example "173 logs". */
  summary?: string;
  onPrevious?: () => void;
  onNext?: () => void;
}

/** Previous and next page of a keyset: there are no page numbers to count. A list of one page has no buttons. */
export function Pager({ summary, onPrevious, onNext }: PagerProps) {
  return (
    <Group component="nav" aria-label="Pages" justify="space-between" mt={10} gap="xs">
      <Text size="xs" c="dimmed" aria-live="polite">
        {summary}
      </Text>
      {(onPrevious || onNext) && (
        <Group gap={6}>
          <Button
            variant="default"
            leftSection={<IconChevronLeft size={14} />}
            disabled={!onPrevious}
            onClick={onPrevious}
          >
            Previous
          </Button>
          <Button variant="default" rightSection={<IconChevronRight size={14} />} disabled={!onNext} onClick={onNext}>
            Next
          </Button>
        </Group>
      )}
    </Group>
  );
}
