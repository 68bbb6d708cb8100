import { Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useMay } from '../api/current-person.ts';
import { ChoicesField } from '../components/choices-field.tsx';
import { NumberField } from '../components/number-field.tsx';
import { useTargets } from '../records/record-types.ts';
import { parseContextSearch } from './context-search.ts';
import { eventLabel } from './event-label.ts';
import { useActionChoices, usePeopleChoices } from './filter-choices.ts';
import { type EventType, events, type LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';

interface FilterFormProps {
  state: LogListState;
  scope: LogScope;
  onChange: (change: LogListState) => void;
}

/** Each filter takes effect as it is changed. */
export function FilterForm({ state, scope, onChange }: FilterFormProps) {
  const targets = useTargets().types.map(({ target, label }) => ({ value: String(target), label }));
  const actions = useActionChoices(true);
  const people = usePeopleChoices(true);
  const maySeeContexts = useMay('SEE_CONTEXTS');
  return (
    <Stack gap={10}>
      <ChoicesField
        label="Event"
        choices={events.map((value) => ({ value, label: eventLabel(value) }))}
        value={state.event}
        onChange={(event) => onChange({ event: event as EventType[] })}
      />
      {!scope.record && (
        <ChoicesField
          label="Target"
          choices={targets}
          value={state.target}
          onChange={(target) => onChange({ target })}
        />
      )}
      {scope.actionId === undefined && (
        <ChoicesField
          label="Action that ran"
          choices={actions}
          value={state.action}
          onChange={(action) => onChange({ action })}
        />
      )}
      <ChoicesField
        label="Raised action"
        choices={actions}
        value={state.raised}
        onChange={(raised) => onChange({ raised })}
      />
      <ChoicesField label="Triggered by" choices={people} value={state.by} onChange={(by) => onChange({ by })} />
      <MessageText value={state.message} onChange={(message) => onChange({ message })} />
      {maySeeContexts && <ContextText value={state.context} onChange={(context) => onChange({ context })} />}
      <LeastDuration value={state.minMs} onChange={(minMs) => onChange({ minMs })} />
    </Stack>
  );
}

interface TextFilterProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Text is said a moment after the last key. */
function MessageText({ value, onChange }: TextFilterProps) {
  const [typed, setTyped] = useState(value ?? '');
  const say = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), 250);
  return (
    <TextInput
      label="Message has"
      placeholder="Any text"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        say(event.currentTarget.value);
      }}
    />
  );
}

/** A path and a value, said when both are there: later than other text, as it is a costly search. */
function ContextText({ value, onChange }: TextFilterProps) {
  const [typed, setTyped] = useState(value ?? '');
  const [isDone, setDone] = useState(false);
  const say = useDebouncedCallback((text: string) => {
    if (text.trim() === '' || parseContextSearch(text)) onChange(text.trim() || undefined);
  }, 600);
  const isWrong = isDone && typed.trim() !== '' && !parseContextSearch(typed);
  return (
    <TextInput
      label="Context has"
      placeholder="issue.status = PENDING"
      error={isWrong && 'Write a path and its value: issue.status = PENDING'}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setDone(false);
        say(event.currentTarget.value);
      }}
      onBlur={() => setDone(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') setDone(true);
      }}
    />
  );
}

function LeastDuration({ value, onChange }: TextFilterProps) {
  const say = useDebouncedCallback((ms: string) => onChange(Number(ms) > 0 ? ms : undefined), 250);
  const [wanted, setWanted] = useState<number | string | null>(value ?? null);
  return (
    <NumberField
      label="Took at least"
      placeholder="Any time"
      rightSection="ms"
      value={wanted}
      onChange={(ms) => {
        setWanted(ms);
        say(String(ms));
      }}
    />
  );
}
