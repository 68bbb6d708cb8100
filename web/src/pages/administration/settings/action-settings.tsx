import { Button, Group, Skeleton, Switch, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { masterSwitchQuery, useMasterSwitch } from '../../../actions/settings.ts';
import { SwitchOffDialog } from '../../../actions/switch-off-dialog.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Section } from '../../../components/section.tsx';
import { showFailure, showSuccess } from '../../../components/toasts.tsx';
import { saveUnavailableMessage, unavailableMessageQuery } from './unavailable-message.ts';

/** The master switch, and what people read while actions can't be run. */
export function ActionSettings() {
  const message = useQuery(unavailableMessageQuery);
  return (
    <Section title="Actions">
      <MasterSwitch />
      {message.error && message.data === undefined ? (
        <ErrorState error={message.error} onRetry={() => message.refetch()} />
      ) : message.data === undefined ? (
        <Skeleton height={90} mt="md" />
      ) : (
        <UnavailableMessage key={message.data} known={message.data} />
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

/** Shown first in the error of a change that is refused because the server can't run its actions. */
function UnavailableMessage({ known }: { known: string }) {
  const [text, setText] = useState(known);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: saveUnavailableMessage,
    onSuccess: () => showSuccess('Saved'),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: unavailableMessageQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(text.trim());
  };
  return (
    <form onSubmit={submit}>
      <Textarea
        mt="md"
        label="When actions can’t be run"
        description="Changes that need them are refused while this server can’t run Python safely. The error says this, and why."
        placeholder="Call the duty engineer on 4711."
        maxLength={500}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group mt="sm">
        <Button type="submit" variant="default" disabled={text.trim() === known} loading={save.isPending}>
          Save message
        </Button>
      </Group>
    </form>
  );
}
