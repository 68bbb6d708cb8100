import { Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './filters-popover.module.css';

interface FiltersPopoverProps {
  /** How many of its filters are on. */
  on: number;
  children: ReactNode;
}

/** The button Filters, and behind it the filters that have no button of their own. */
export function FiltersPopover({ on, children }: FiltersPopoverProps) {
  const [opened, popover] = useDisclosure(false);
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
        {/* It takes the focus: a field of choices would open its list over the others. */}
        <div className={classes.content} tabIndex={-1} data-autofocus>
          {children}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
