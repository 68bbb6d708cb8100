import { MultiSelect } from '@mantine/core';
import { OptionWithId } from './option-with-id.tsx';
import type { RecordFieldProps } from './record-field.tsx';
import { chosenRecords, useRecordOptions } from './use-record-options.ts';

/** Picks several related records by searching their texts or ids. */
export function RelationsField({ field, value, onChange, error, disabled }: RecordFieldProps) {
  const chosen = chosenRecords(value);
  const { options, find, search, setSearch, nothingFound } = useRecordOptions(field.relation!.type, chosen);
  return (
    <MultiSelect
      label={field.label}
      description={field.description}
      withAsterisk={field.required}
      error={error}
      disabled={disabled}
      placeholder={chosen.length ? undefined : 'Search by name or id'}
      searchable
      clearable
      hidePickedOptions
      data={options}
      filter={({ options: all }) => all}
      renderOption={OptionWithId}
      value={chosen.map((record) => String(record.id))}
      onChange={(ids) => onChange(ids.flatMap((id) => find(id) ?? []))}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={nothingFound}
      maxDropdownHeight={300}
    />
  );
}
