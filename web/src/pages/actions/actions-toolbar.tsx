import { ChoiceFilter } from '../../components/choice-filter.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Toolbar } from '../../components/toolbar.tsx';
import { eventLabel } from '../../execution-logs/event-label.ts';
import { events } from '../../execution-logs/log-list-state.ts';
import { useTargets } from '../../records/record-types.ts';
import type { ActionsSearch } from './search.ts';

interface ActionsToolbarProps {
  search: ActionsSearch;
  onChange: (change: ActionsSearch) => void;
}

const eventChoices = events.map((value) => ({ value: value as string, label: eventLabel(value) }));
const stateChoices = [
  { value: 'enabled', label: 'Enabled' },
  { value: 'disabled', label: 'Disabled' },
];

export function ActionsToolbar({ search, onChange }: ActionsToolbarProps) {
  const targets = useTargets().types.map(({ target, label }) => ({ value: target as string, label }));
  return (
    <Toolbar>
      <SearchBox
        placeholder="Search actions by title or id"
        value={search.search ?? ''}
        onChange={(text) => onChange({ search: text })}
      />
      <ChoiceFilter
        label="Target"
        choices={targets}
        value={search.target ?? []}
        onChange={(target) => onChange({ target })}
      />
      <ChoiceFilter
        label="Event"
        choices={eventChoices}
        value={search.event ?? []}
        onChange={(event) => onChange({ event })}
      />
      <ChoiceFilter
        label="State"
        choices={stateChoices}
        value={search.state ?? []}
        onChange={(state) => onChange({ state })}
      />
    </Toolbar>
  );
}
