import { Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { NumberField } from '../../components/number-field.tsx';
import { RecordPicker } from '../../records/fields/record-picker.tsx';
import type { FieldInfo } from '../../records/record-types.ts';

interface FilterValueProps {
  field: FieldInfo;
  value: string;
  onChange: (value: string) => void;
}

/** The input for the value that a field is compared with. */
export function FilterValue({ field, value, onChange }: FilterValueProps) {
  const label = `Value of ${field.label}`;
  switch (field.kind) {
    case 'ENUM':
      return (
        <Checkbox.Group
          value={value ? value.split(',') : []}
          onChange={(values) => onChange(values.join(','))}
          aria-label={label}
        >
          <Stack gap={6}>
            {field.enumValues?.map((choice) => (
              <Checkbox key={choice.value} size="xs" value={choice.value} label={choice.label} />
            ))}
          </Stack>
        </Checkbox.Group>
      );
    case 'BOOLEAN':
      return (
        <Select
          aria-label={label}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          value={value || null}
          onChange={(picked) => onChange(picked ?? '')}
        />
      );
    case 'INTEGER':
    case 'FLOAT':
      return (
        <NumberField
          aria-label={label}
          isWhole={field.kind === 'INTEGER'}
          value={value}
          onChange={(number) => onChange(String(number ?? ''))}
          data-autofocus
        />
      );
    case 'DATE':
    case 'DATETIME':
      return (
        <DateInput
          aria-label={label}
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          popoverProps={{ withinPortal: false }}
          value={value.slice(0, 10) || null}
          onChange={(day) =>
            onChange(field.kind === 'DATE' || !day ? (day ?? '') : new Date(`${day}T00:00`).toISOString())
          }
        />
      );
    case 'RELATION':
      return (
        <RecordPicker
          typeName={field.relation!.type}
          label={label}
          labelHidden
          withinPortal={false}
          value={value || null}
          onChange={(id) => onChange(id ?? '')}
        />
      );
    default:
      return (
        <TextInput
          aria-label={label}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          data-autofocus
        />
      );
  }
}
