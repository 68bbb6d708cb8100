import type { ReactNode } from 'react';
import { ChoiceFilter } from '../components/choice-filter.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { Toolbar } from '../components/toolbar.tsx';
import { CreatedFilter } from './created-filter.tsx';
import { FiltersButton } from './filters-button.tsx';
import type { LogListState } from './log-list-state.ts';
import { outcomes } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';
import { OutcomeMark, outcomeWord } from './outcome.tsx';
import { ViewsMenu } from './views-menu.tsx';

const outcomeChoices = outcomes.map((value) => ({
  value,
  label: outcomeWord(value),
  icon: <OutcomeMark outcome={value} />,
}));

interface LogToolbarProps {
  state: LogListState;
  scope: LogScope;
  /** Narrowing starts again at the first log. */
  onChange: (change: LogListState) => void;
  /** At the end of the line. */
  children: ReactNode;
}

export function LogToolbar({ state, scope, onChange, children }: LogToolbarProps) {
  const isEverywhere = !scope.record && scope.actionId === undefined;
  return (
    <Toolbar>
      <SearchBox
        placeholder="Search action, request, record id, target, event"
        value={state.search ?? ''}
        onChange={(search) => onChange({ search: search || undefined })}
      />
      <ChoiceFilter
        label="Outcome"
        choices={outcomeChoices}
        value={state.outcome ?? []}
        onChange={(outcome) => onChange({ outcome })}
      />
      <CreatedFilter since={state.since} until={state.until} onChange={onChange} />
      <FiltersButton state={state} scope={scope} onChange={onChange} />
      {isEverywhere && <ViewsMenu state={state} onChange={onChange} />}
      {children}
    </Toolbar>
  );
}
