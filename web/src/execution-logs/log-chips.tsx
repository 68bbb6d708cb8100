import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { type FilterChip, FilterChips, nameChoices } from '../components/filter-chips.tsx';
import { useTargets } from '../records/record-types.ts';
import { createdLabel } from './created-filter.tsx';
import { eventLabel } from './event-label.ts';
import { useActionChoices, usePeopleChoices } from './filter-choices.ts';
import classes from './log-chips.module.css';
import { isNarrowed, type LogListState, unfiltered } from './log-list-state.ts';
import { outcomeWord } from './outcome.tsx';

const SearchTerms = graphql(`
  query SearchTerms($search: String!) {
    executionLogSearchTerms(search: $search) { kind meaning }
  }
`);

function searchTermsQuery(search: string) {
  return queryOptions({
    queryKey: ['execution-log-search-terms', search],
    queryFn: async ({ signal }) => (await graphqlRequest(SearchTerms, { search }, signal)).data.executionLogSearchTerms,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

interface LogChipsProps {
  state: LogListState;
  onChange: (change: LogListState) => void;
}

/** What narrows the list: how the search is understood, and each filter with a way to take it off. */
export function LogChips({ state, onChange }: LogChipsProps) {
  const chips = useChips(state);
  if (!isNarrowed(state)) return null;
  return (
    <FilterChips chips={chips} onChange={onChange} onClear={() => onChange(unfiltered)}>
      {state.search && <Understood search={state.search} />}
    </FilterChips>
  );
}

function Understood({ search }: { search: string }) {
  const { data: terms } = useQuery(searchTermsQuery(search));
  if (!terms?.length) return null;
  return (
    <ul className={classes.terms} aria-label="The search is understood as" title="Every one of these must match">
      {terms.map(({ kind, meaning }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two words may be understood alike
        <li key={index} className={classes.term} data-kind={kind} title={meaning}>
          {meaning}
        </li>
      ))}
    </ul>
  );
}

function useChips(state: LogListState): FilterChip<LogListState>[] {
  const { outcome, event, target, action, raised, by, message, context, minMs, since, until } = state;
  const targets = useTargets();
  const actions = useActionChoices(Boolean(action ?? raised));
  const people = usePeopleChoices(Boolean(by));
  const chips: (FilterChip<LogListState> | undefined)[] = [
    outcome && { label: 'Outcome', value: outcome.map(outcomeWord).join(', '), off: { outcome: undefined } },
    event && { label: 'Event', value: event.map(eventLabel).join(', '), off: { event: undefined } },
    target && { label: 'Target', value: target.map(targets.label).join(', '), off: { target: undefined } },
    action && { label: 'Action', value: nameChoices(action, actions), off: { action: undefined } },
    raised && { label: 'Raised', value: nameChoices(raised, actions), off: { raised: undefined } },
    by && { label: 'By', value: nameChoices(by, people), off: { by: undefined } },
    message ? { label: 'Message has', value: message, off: { message: undefined } } : undefined,
    context ? { label: 'Context has', value: context, off: { context: undefined } } : undefined,
    minMs ? { label: 'At least', value: `${minMs} ms`, off: { minMs: undefined } } : undefined,
    since || until
      ? { label: 'Created', value: createdLabel(since, until), off: { since: undefined, until: undefined } }
      : undefined,
  ];
  return chips.filter((chip) => chip !== undefined);
}
