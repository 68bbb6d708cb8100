import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { loadSampleFactory } from '../../api/session.ts';

/** The sample factory: records of every type and a dozen actions, some of which block. */
export function SampleFactoryChoice() {
  const navigate = useNavigate();
  const load = useMutation({
    mutationFn: loadSampleFactory,
    onSuccess: () => navigate({ to: '/records/$type', params: { type: 'part-inventory' } }),
  });
  return (
    <Stack gap="sm">
      <Text>
        The sample factory has parts, procedures, runs, inventory, issues and purchase orders, and a dozen actions, some
        of which block changes. It is the quickest way to see an execution log.
      </Text>
      {load.error && (
        <Alert color="red" role="alert">
          {load.error.message}
        </Alert>
      )}
      <Button size="sm" onClick={() => load.mutate()} loading={load.isPending}>
        Load the sample factory
      </Button>
      <Button size="sm" variant="default" disabled={load.isPending} onClick={() => navigate({ to: '/' })}>
        Start empty
      </Button>
    </Stack>
  );
}
