import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

/** In place of numbers that could not be read: without them the list would look as if nothing had run. */
export function StatisticsError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Alert
      role="alert"
      color="yellow"
      icon={<IconAlertTriangle size={16} />}
      title="How the actions did this week could not be read"
      mb="md"
    >
      {error.message}
      <Button variant="default" mt="xs" display="block" onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  );
}
