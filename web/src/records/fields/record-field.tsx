import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { DateInput, DateTimePicker } from '@mantine/dates';
import { NumberField } from '../../components/number-field.tsx';
import type { FieldInfo } from '../record-types.ts';
import { AttributesField } from './attributes-field.tsx';
import { IdListField } from './id-list-field.tsx';
import { JsonField } from './json-field.tsx';
import { RelationField } from './relation-field.tsx';
import { RelationsField } from './relations-field.tsx';
import { RichTextField } from './rich-text-field.tsx';

export interface RecordFieldProps {
  field: FieldInfo;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string;
  disabled?: boolean;
}

/** The input for a field of a record, chosen by the field's kind. */
export function RecordField(props: RecordFieldProps) {
  const { field, value, onChange, error, disabled } = props;
  const shared = {
    label: field.label,
    description: field.description,
    required: field.required,
    withAsterisk: field.required && !disabled,
    error,
    disabled,
  };
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'TEXT':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={14}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'INTEGER':
    case 'FLOAT':
      return (
        <NumberField
          {...shared}
          isWhole={field.kind === 'INTEGER'}
          value={typeof value === 'number' || typeof value === 'string' ? value : null}
          onChange={onChange}
        />
      );
    case 'BOOLEAN':
      return (
        <Switch
          label={field.label}
          description={field.description}
          error={error}
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'ENUM':
      return (
        <Select
          {...shared}
          data={field.enumValues ?? []}
          value={text || null}
          onChange={onChange}
          clearable={!field.required}
          allowDeselect={false}
          searchable={(field.enumValues?.length ?? 0) > 8}
        />
      );
    case 'DATE':
      return (
        <DateInput
          {...shared}
          clearable
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          value={text || null}
          onChange={onChange}
        />
      );
    case 'DATETIME':
      return (
        <DateTimePicker
          {...shared}
          clearable
          withSeconds
          valueFormat="YYYY-MM-DD HH:mm:ss"
          value={text ? new Date(text) : null}
          onChange={(picked) => onChange(picked ? new Date(picked).toISOString() : null)}
        />
      );
    case 'RELATION':
      return <RelationField {...props} />;
    case 'RELATIONS':
      return field.idsOnly ? <IdListField {...props} /> : <RelationsField {...props} />;
    case 'ATTRIBUTES':
      return <AttributesField {...props} />;
    case 'RICH_TEXT':
      return <RichTextField {...props} />;
    case 'JSON':
      return <JsonField {...props} />;
    default:
      return <TextInput {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
