import { Select } from '@mantine/core';
import { OptionWithId } from './option-with-id.tsx';
import { useRecordOfId, useRecordOptions } from './use-record-options.ts';

interface RecordPickerProps {
  typeName: string;
  label: string;
  /** Hides the label where something else already shows it. */
  labelHidden?: boolean;
  /** The record's id. */
  value: string | null;
  onChange: (id: string | null) => void;
  /** False inside a popover, which an option elsewhere in the page would close. */
  withinPortal?: boolean;
  /** Has the focus when the dialog opens in which it stands. */
  isFirst?: boolean;
}

/** Picks the id of a record by searching its texts or id. */
export function RecordPicker({
  typeName,
  label,
  labelHidden,
  value,
  onChange,
  withinPortal = true,
  isFirst = false,
}: RecordPickerProps) {
  const chosen = useRecordOfId(typeName, value);
  const { options, setSearch, nothingFound } = useRecordOptions(typeName, chosen ? [chosen] : []);
  return (
    <Select
      label={labelHidden ? undefined : label}
      aria-label={labelHidden ? label : undefined}
      placeholder="Search by name or id"
      data-autofocus={isFirst || undefined}
      searchable
      allowDeselect={false}
      comboboxProps={{ withinPortal }}
      data={options}
      filter={({ options: all }) => all}
      renderOption={OptionWithId}
      value={value}
      onChange={onChange}
      onSearchChange={setSearch}
      nothingFoundMessage={nothingFound}
      maxDropdownHeight={300}
    />
  );
}
