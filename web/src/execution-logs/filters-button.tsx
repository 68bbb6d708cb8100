import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { FiltersPopover } from '../components/filters-popover.tsx';
import { loadPart } from '../parts/load-part.ts';
import type { LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';

// Pickers are a tenth of the page’s weight and seldom opened.
const FilterForm = lazy(() =>
  loadPart(() => import('./filter-form.tsx')).then((module) => ({ default: module.FilterForm })),
);

interface FiltersButtonProps {
  state: LogListState;
  scope: LogScope;
  onChange: (change: LogListState) => void;
}

/** The filters that have no button of their own. */
export function FiltersButton({ state, scope, onChange }: FiltersButtonProps) {
  const { event, target, action, raised, by, message, context, minMs } = state;
  const on = [event, target, action, raised, by, message, context, minMs].filter((value) => value !== undefined).length;
  return (
    <FiltersPopover on={on}>
      <Suspense fallback={<Skeleton height={457} />}>
        <FilterForm state={state} scope={scope} onChange={onChange} />
      </Suspense>
    </FiltersPopover>
  );
}
