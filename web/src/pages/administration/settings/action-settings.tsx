import { Button, Group, Radio, Skeleton, Stack, Switch, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { masterSwitchQuery, useMasterSwitch } from '../../../actions/settings.ts';
import { SwitchOffDialog } from '../../../actions/switch-off-dialog.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Section } from '../../../components/section.tsx';
import { showFailure, showSuccess } from '../../../components/toasts.tsx';
import { saveUnavailablePolicy, type UnavailablePolicy, unavailablePolicyQuery } from './unavailable-policy.ts';

/** The master switch, and what happens while actions can't be run. */
export function ActionSettings() {
  const policy = useQuery(unavailablePolicyQuery);
  return (
    <Section title="Actions">
      <MasterSwitch />
      {policy.error && !policy.data ? (
        <ErrorState error={policy.error} onRetry={() => policy.refetch()} />
      ) : policy.data ? (
        <UnavailablePolicyForm known={policy.data} />
      ) : (
        <Skeleton height={160} mt="md" />
      )}
    </Section>
  );
}

function MasterSwitch() {
  const { data: enabled, error, refetch } = useQuery(masterSwitchQuery);
  const change = useMasterSwitch();
  const [confirming, dialog] = useDisclosure(false);
  if (error && enabled === undefined) return <ErrorState error={error} onRetry={() => refetch()} />;
  return (
    <>
      <Switch
        label="Actions run"
        description="The master switch. While it is off, no action runs for any change: nothing is blocked, nothing is logged."
        checked={enabled ?? false}
        disabled={enabled === undefined || change.isPending}
        onChange={(event) => (event.currentTarget.checked ? change.mutate(true) : dialog.open())}
      />
      <SwitchOffDialog opened={confirming} change={change} onClose={dialog.close} />
    </>
  );
}

/** What happens to changes while the server can't run their actions, and what their error says first. */
function UnavailablePolicyForm({ known }: { known: UnavailablePolicy }) {
  const [edited, setEdited] = useState<Partial<UnavailablePolicy>>({});
  const { errorState, message } = { ...known, ...edited };
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: saveUnavailablePolicy,
    onSuccess: () => showSuccess('Saved'),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: unavailablePolicyQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ errorState, message });
  };
  return (
    <form onSubmit={submit}>
      <Radio.Group
        mt="md"
        label="When this server can’t run actions safely"
        value={errorState}
        onChange={(chosen) => setEdited({ ...edited, errorState: chosen as UnavailablePolicy['errorState'] })}
      >
        <Stack gap={6} mt="xs">
          <Radio value="BLOCK" label="The changes that need them are refused" />
          <Radio value="ALLOW" label="These changes go through, and their logs say that no action was run" />
        </Stack>
      </Radio.Group>
      <Textarea
        mt="sm"
        label="What the error says"
        description="Before it says why the change is refused."
        placeholder="Call the duty engineer on 4711."
        maxLength={500}
        autosize
        minRows={2}
        disabled={errorState === 'ALLOW'}
        value={message}
        onChange={(event) => setEdited({ ...edited, message: event.currentTarget.value })}
      />
      <Group mt="sm">
        <Button
          type="submit"
          variant="default"
          disabled={errorState === known.errorState && message.trim() === known.message}
          loading={save.isPending}
        >
          Save
        </Button>
      </Group>
    </form>
  );
}
