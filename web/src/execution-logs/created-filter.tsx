import { Button, Divider, Popover, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { formatTime } from '../components/timestamp.tsx';
import { loadPart } from '../parts/load-part.ts';
import { isRelativeMoment } from './moments.ts';

// The calendar is an eighth of the page’s weight and seldom opened.
const MomentRange = lazy(() =>
  loadPart(() => import('./moment-range.tsx')).then((module) => ({ default: module.MomentRange })),
);

const presets = [
  { value: '1h', label: 'Last hour' },
  { value: '24h', label: 'Last 24 hours' },
  { value: '7d', label: 'Last 7 days' },
];

interface CreatedFilterProps {
  /** What the moment is of; `Created` when left out. */
  label?: string;
  since: string | undefined;
  until: string | undefined;
  onChange: (range: { since?: string; until?: string }) => void;
}

/** Created between two moments, or within the last hours or days. */
export function CreatedFilter({ label: name = 'Created', since, until, onChange }: CreatedFilterProps) {
  const [opened, popover] = useDisclosure(false);
  const preset = presets.find(({ value }) => value === since && !until);
  const isSet = since !== undefined || until !== undefined;
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? popover.open() : popover.close())}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant={isSet ? 'light' : 'default'}
          rightSection={<IconChevronDown size={13} />}
          onClick={popover.toggle}
        >
          {isSet ? `${name}: ${createdLabel(since, until)}` : name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap={6} w={230}>
          {presets.map(({ value, label }) => (
            <Button
              key={value}
              variant={value === preset?.value ? 'light' : 'subtle'}
              color={value === preset?.value ? undefined : 'gray'}
              justify="flex-start"
              onClick={() => {
                onChange({ since: value, until: undefined });
                popover.close();
              }}
            >
              {label}
            </Button>
          ))}
          <Divider />
          <Suspense fallback={<Skeleton height={106} />}>
            <MomentRange since={preset ? undefined : since} until={until} onChange={onChange} />
          </Suspense>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What is chosen, in words; `Any time` when nothing is. */
export function createdLabel(since: string | undefined, until: string | undefined): string {
  const preset = presets.find(({ value }) => value === since && !until);
  if (preset) return preset.label;
  const from = since && (isRelativeMoment(since) ? `${since} ago` : formatTime(since));
  const to = until && (isRelativeMoment(until) ? `${until} ago` : formatTime(until));
  if (from && to) return `${from} to ${to}`;
  if (from) return `since ${from}`;
  return to ? `until ${to}` : 'Any time';
}
