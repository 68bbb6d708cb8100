import { Select } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { typeSlug } from '../record-types.ts';
import { recordTitle } from '../record-value.ts';
import { OptionWithId } from './option-with-id.tsx';
import type { RecordFieldProps } from './record-field.tsx';
import classes from './relation-field.module.css';
import { chosenRecords, useRecordOptions } from './use-record-options.ts';

/** Picks a related record by searching its texts or id; beside the label is the way to its page. */
export function RelationField({ field, value, onChange, error, disabled }: RecordFieldProps) {
  const [chosen] = chosenRecords(value);
  const { type, options, find, setSearch, nothingFound } = useRecordOptions(
    field.relation!.type,
    chosen ? [chosen] : [],
  );
  return (
    <div className={classes.root}>
      <Select
        label={field.label}
        description={field.description}
        withAsterisk={field.required && !disabled}
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
      {chosen && (
        <Link
          to="/records/$type/$id"
          params={{ type: typeSlug(type.name), id: String(chosen.id) }}
          className={classes.open}
          aria-label={`Open ${recordTitle(type, chosen)}`}
          title={`Open ${recordTitle(type, chosen)}`}
        >
          <IconArrowUpRight size={15} aria-hidden />
        </Link>
      )}
    </div>
  );
}
