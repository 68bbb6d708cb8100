import { Select } from '@mantine/core';
import { OptionWithId } from './option-with-id.tsx';
import type { RecordFieldProps } from './record-field.tsx';
import { chosenRecords, useRecordOptions } from './use-record-options.ts';

/** Picks a related record by searching its texts or id. */
export function RelationField({ field, value, onChange, error, disabled }: RecordFieldProps) {
  const [chosen] = chosenRecords(value);
  const { options, find, setSearch, nothingFound } = useRecordOptions(field.relation!.type, chosen ? [chosen] : []);
  return (
    <Select
      label={field.label}
      description={field.description}
      withAsterisk={field.required}
      error={error}
      disabled={disabled}
      placeholder="Search by name or id"
      searchable
      allowDeselect={false}
      clearable={!field.required}
      data={options}
      filter={({ options: all }) => all}
      renderOption={OptionWithId}
      value={chosen ? String(chosen.id) : null}
      onChange={(id) => onChange(id === null ? null : (find(id) ?? null))}
      onSearchChange={setSearch}
      nothingFoundMessage={nothingFound}
      maxDropdownHeight={300}
    />
  );
}
