import { Select, Switch, TextInput } from '@mantine/core';
import type { ActionDraft } from '../../actions/action-draft.ts';
import type { Problem } from '../../api/graphql-request-error.ts';
import { eventLabel } from '../../execution-logs/event-label.ts';
import { events } from '../../execution-logs/log-list-state.ts';
import { useTargets } from '../../records/record-types.ts';
import classes from './action-fields.module.css';

interface ActionFieldsProps {
  draft: ActionDraft;
  problems: Problem[];
  readOnly: boolean;
  mayEnable: boolean;
  onChange: (change: Partial<ActionDraft>) => void;
}

const eventChoices = events.map((value) => ({ value, label: eventLabel(value) }));
const failureChoices = [
  { value: 'BLOCK' as const, label: 'Block the change' },
  { value: 'ALLOW' as const, label: 'Let the change through' },
];

export function ActionFields({ draft, problems, readOnly, mayEnable, onChange }: ActionFieldsProps) {
  const targets = useTargets().types.map(({ target, label }) => ({ value: target, label }));
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.message;
  return (
    <fieldset className={classes.grid} disabled={readOnly} aria-label="Action">
      <TextInput
        className={classes.title}
        label="Title"
        description="Also the message when the code raises ValidationError()"
        withAsterisk
        value={draft.title}
        error={errorOf('title')}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <Select
        label="Target"
        withAsterisk
        searchable
        allowDeselect={false}
        placeholder="Record type"
        data={targets}
        value={draft.target}
        error={errorOf('target')}
        onChange={(target) => onChange({ target })}
      />
      <Select
        label="Event"
        withAsterisk
        allowDeselect={false}
        placeholder="Event"
        data={eventChoices}
        value={draft.eventType}
        error={errorOf('eventType')}
        onChange={(eventType) => onChange({ eventType })}
      />
      <Select
        label="When the action itself fails"
        allowDeselect={false}
        data={failureChoices}
        value={draft.errorState}
        onChange={(errorState) => errorState && onChange({ errorState })}
      />
      <Switch
        className={classes.enabled}
        label="Enabled"
        disabled={!mayEnable}
        checked={draft.enabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
