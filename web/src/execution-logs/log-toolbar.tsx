import { Button } from '@mantine/core';
import { ChoiceFilter } from '../components/choice-filter.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { Toolbar } from '../components/toolbar.tsx';
import { useTargets } from '../records/record-types.ts';
import { CreatedFilter } from './created-filter.tsx';
import { eventLabel } from './event-label.ts';
import { events, isNarrowed, type LogListState, outcomes } from './log-list-state.ts';
import { OutcomeMark, outcomeWord } from './outcome.tsx';

const outcomeChoices = outcomes.map((value) => ({
  value,
  label: outcomeWord(value),
  icon: <OutcomeMark outcome={value} />,
}));
const eventChoices = events.map((value) => ({ value, label: eventLabel(value) }));

interface LogToolbarProps {
  state: LogListState;
  /** Narrowing starts again at the first page. */
  onChange: (change: LogListState) => void;
  /** False where the list is one record's, whose target is given. */
  withTarget: boolean;
}

export function LogToolbar({ state, onChange, withTarget }: LogToolbarProps) {
  const targets = useTargets().types.map(({ target, label }) => ({ value: String(target), label }));
  const clear: LogListState = {
    search: undefined,
    outcome: undefined,
    event: undefined,
    target: undefined,
    since: undefined,
    until: undefined,
  };
  return (
    <Toolbar>
      <SearchBox
        placeholder="Search action, request, record id, target, event"
        value={state.search ?? ''}
        onChange={(search) => onChange({ search })}
      />
      <ChoiceFilter
        label="Outcome"
        choices={outcomeChoices}
        value={state.outcome ?? []}
        onChange={(outcome) => onChange({ outcome })}
      />
      <ChoiceFilter
        label="Event"
        choices={eventChoices}
        value={state.event ?? []}
        onChange={(event) => onChange({ event })}
      />
      {withTarget && (
        <ChoiceFilter
          label="Target"
          choices={targets}
          value={state.target ?? []}
          onChange={(target) => onChange({ target })}
        />
      )}
      <CreatedFilter since={state.since} until={state.until} onChange={onChange} />
      {isNarrowed(state) && (
        <Button variant="subtle" color="gray" onClick={() => onChange(clear)}>
          Clear
        </Button>
      )}
    </Toolbar>
  );
}
