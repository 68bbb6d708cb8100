import { Select, Switch, TextInput } from '@mantine/core';
import { memo } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import type { Problem } from '../../api/graphql-request-error.ts';
import readable from '../../components/readable-form.module.css';
import { eventLabel } from '../../execution-logs/event-label.ts';
import { events } from '../../execution-logs/log-list-state.ts';
import { useTargets } from '../../records/record-types.ts';
import classes from './action-fields.module.css';

interface ActionFieldsProps {
  head: Omit<ActionDraft, 'context' | 'code'>;
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

/** What an action is besides its context and code; not drawn again while those are typed. */
export const ActionFields = memo(function ActionFields(props: ActionFieldsProps) {
  const { head, problems, readOnly, mayEnable, onChange } = props;
  const { types, find } = useTargets();
  const targets = types.map(({ target, label }) => ({ value: target, label }));
  // Of a type whose records the reader may not see.
  if (head.target && !find(head.target)) targets.push({ value: head.target, label: head.target });
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.message;
  return (
    <fieldset
      className={readOnly ? `${classes.grid} ${readable.root}` : classes.grid}
      disabled={readOnly}
      aria-label="Action"
    >
      <TextInput
        className={classes.title}
        label="Title"
        description="Also the message when the code raises ValidationError()"
        withAsterisk
        value={head.title}
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
        value={head.target}
        error={errorOf('target')}
        onChange={(target) => onChange({ target })}
      />
      <Select
        label="Event"
        withAsterisk
        allowDeselect={false}
        placeholder="Event"
        data={eventChoices}
        value={head.eventType}
        error={errorOf('eventType')}
        onChange={(eventType) => onChange({ eventType })}
      />
      <Select
        label="When the action itself fails"
        allowDeselect={false}
        data={failureChoices}
        value={head.errorState}
        onChange={(errorState) => errorState && onChange({ errorState })}
      />
      <Switch
        className={classes.enabled}
        label="Enabled"
        disabled={!mayEnable}
        description={mayEnable ? undefined : 'Needs ENABLE_ACTIONS'}
        checked={head.enabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
    </fieldset>
  );
});
