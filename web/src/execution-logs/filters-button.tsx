import { Button, Popover, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';

// Pickers are a tenth of the page’s weight and seldom opened.
const FilterForm = lazy(() => import('./filter-form.tsx').then((module) => ({ default: module.FilterForm })));

interface FiltersButtonProps {
  state: LogListState;
  scope: LogScope;
  onChange: (change: LogListState) => void;
}

/** The filters that have no button of their own. */
export function FiltersButton({ state, scope, onChange }: FiltersButtonProps) {
  const [opened, popover] = useDisclosure(false);
  const { event, target, action, raised, by, message, minMs } = state;
  const on = [event, target, action, raised, by, message, minMs].filter((value) => value !== undefined).length;
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? popover.open() : popover.close())}
      position="bottom-start"
      shadow="md"
      closeOnEscape={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant={on ? 'light' : 'default'}
          leftSection={<IconFilter size={14} />}
          onClick={popover.toggle}
          aria-haspopup="dialog"
        >
          Filters{on ? `: ${on}` : ''}
        </Button>
      </Popover.Target>
      <Popover.Dropdown
        p="sm"
        w={320}
        aria-label="Filters"
        onKeyDownCapture={(event) => {
          // The first Escape closes an open list of choices, the next one the popover.
          const isListOpen = event.currentTarget.querySelector('[aria-expanded="true"]');
          if (event.key === 'Escape' && !isListOpen) popover.close();
        }}
      >
        <Suspense fallback={<Skeleton height={396} />}>
          <FilterForm state={state} scope={scope} onChange={onChange} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
