import { Button, Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import classes from '../../components/menu-dropdown.module.css';
import { type FieldFilter, operatorsOf, parseFilter, printFilter } from '../../records/filters.ts';
import type { FieldInfo, RecordTypeInfo } from '../../records/record-types.ts';
import { fieldNamed } from '../../records/record-value.ts';
import { FilterPill } from './filter-pill.tsx';

interface RecordFiltersProps {
  type: RecordTypeInfo;
  where: string[];
  onChange: (where: string[]) => void;
}

/** A pill for each filter that is on, and a menu of the fields to filter by. */
export function RecordFilters({ type, where, onChange }: RecordFiltersProps) {
  const [draft, setDraft] = useState<FieldFilter>();
  const filters = where.flatMap((text) => parseFilter(text) ?? []);
  const filterable = type.fields.filter((field) => operatorsOf(field).length > 0);
  const start = (field: FieldInfo) => setDraft({ field: field.name, operator: operatorsOf(field)[0]!, value: '' });
  const pill = (filter: FieldFilter, index: number, isDraft: boolean) => {
    const field = fieldNamed(type, filter.field);
    if (!field) return null;
    return (
      <FilterPill
        key={`${isDraft ? 'draft' : index}-${filter.field}`}
        field={field}
        filter={filter}
        startOpen={isDraft}
        onChange={(next) => {
          onChange(isDraft ? [...where, printFilter(next)] : where.with(index, printFilter(next)));
          setDraft(undefined);
        }}
        onRemove={() => {
          setDraft(undefined);
          if (!isDraft) onChange(where.toSpliced(index, 1));
        }}
      />
    );
  };
  return (
    <>
      {filters.map((filter, index) => pill(filter, index, false))}
      {draft && pill(draft, -1, true)}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconFilter size={14} />}>
            Filter
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} className={classes.dropdown}>
          {filterable.map((field) => (
            <Menu.Item key={field.name} onClick={() => start(field)}>
              {field.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
