import { Button, CloseButton, Group, Popover, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { readNumber } from '../../components/number-text.ts';
import { useRecordTitle } from '../../records/fields/use-record-options.ts';
import { type FieldFilter, type Operator, operatorsOf } from '../../records/filters.ts';
import type { FieldInfo } from '../../records/record-types.ts';
import { FilterValue } from './filter-value.tsx';

interface FilterPillProps {
  field: FieldInfo;
  filter: FieldFilter;
  /** A new filter opens to be filled in. */
  startOpen: boolean;
  onChange: (filter: FieldFilter) => void;
  onRemove: () => void;
}

const words: Record<Operator, string> = {
  contains: 'contains',
  in: 'is any of',
  is: 'is',
  from: 'is at least',
  to: 'is at most',
  empty: 'is empty',
};

/** One filter as a button that opens to change it. */
export function FilterPill({ field, filter, startOpen, onChange, onRemove }: FilterPillProps) {
  const [opened, popover] = useDisclosure(startOpen);
  const [edited, setEdited] = useState(filter);
  const close = () => {
    popover.close();
    if (startOpen) onRemove();
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (isUnreadable(field, edited)) return;
    popover.close();
    if (edited.value === '' && edited.operator !== 'empty') onRemove();
    else onChange(edited);
  };
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button.Group>
          <Button variant="light" onClick={popover.toggle}>
            {field.label} {words[filter.operator]} <ValueText field={field} filter={filter} />
          </Button>
          <CloseButton
            variant="transparent"
            size={30}
            iconSize={14}
            aria-label={`Remove the filter on ${field.label}`}
            onClick={onRemove}
          />
        </Button.Group>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <form onSubmit={apply}>
          <Stack gap="xs" w={240}>
            <Select
              aria-label={`How to compare ${field.label}`}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              data={operatorsOf(field).map((value) => ({ value, label: `${field.label} ${words[value]}` }))}
              value={edited.operator}
              onChange={(operator) => operator && setEdited({ ...edited, operator })}
            />
            {edited.operator !== 'empty' && (
              <FilterValue field={field} value={edited.value} onChange={(value) => setEdited({ ...edited, value })} />
            )}
            <Group justify="flex-end">
              <Button type="submit">Apply</Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A number that is none, as its input says. */
function isUnreadable({ kind }: FieldInfo, { operator, value }: FieldFilter): boolean {
  if (operator === 'empty' || (kind !== 'INTEGER' && kind !== 'FLOAT')) return false;
  return typeof readNumber(value, kind === 'INTEGER') === 'string';
}

function ValueText({ field, filter }: { field: FieldInfo; filter: FieldFilter }) {
  if (filter.operator === 'empty') return null;
  if (filter.value === '') return '…';
  if (field.relation) return <RelatedTitle typeName={field.relation.type} id={filter.value} />;
  return describeValue(field, filter.value);
}

function RelatedTitle({ typeName, id }: { typeName: string; id: string }) {
  return useRecordTitle(typeName, id);
}

function describeValue(field: FieldInfo, value: string): string {
  if (field.kind === 'BOOLEAN') return value === 'true' ? 'yes' : 'no';
  if (field.kind === 'DATETIME') return value.slice(0, 10);
  const label = (part: string) => field.enumValues?.find((known) => known.value === part)?.label ?? part;
  return value.split(',').map(label).join(', ');
}
