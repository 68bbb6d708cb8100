import { ActionIcon, Button, Input, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type Attribute, attributeText, attributeTypes, parseAttribute, typedValue } from '../attributes.ts';
import classes from './attributes-field.module.css';
import type { RecordFieldProps } from './record-field.tsx';

/** Key, value and type rows that a record is freely extended with. */
export function AttributesField({ field, value, onChange, error, disabled }: RecordFieldProps) {
  const rows = (Array.isArray(value) ? value : []).map(parseAttribute);
  const replace = (index: number, change: Partial<Attribute>) =>
    onChange(rows.map((row, place) => (place === index ? { ...row, ...change } : row)));
  return (
    <Input.Wrapper label={field.label} description={field.description} error={error} labelElement="div">
      <div className={classes.rows}>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <div key={index} className={classes.row}>
            <TextInput
              aria-label={`Key of attribute ${index + 1}`}
              placeholder="Key"
              disabled={disabled}
              value={row.key}
              onChange={(event) => replace(index, { key: event.currentTarget.value })}
            />
            <TextInput
              aria-label={`Value of attribute ${index + 1}`}
              placeholder="Value"
              disabled={disabled}
              value={attributeText(row)}
              onChange={(event) => replace(index, { value: typedValue(event.currentTarget.value, row.type) })}
            />
            <Select
              aria-label={`Type of attribute ${index + 1}`}
              allowDeselect={false}
              disabled={disabled}
              data={attributeTypes.includes(row.type) ? attributeTypes : [...attributeTypes, row.type]}
              value={row.type}
              onChange={(type) => type && replace(index, { type, value: typedValue(attributeText(row), type) })}
            />
            {!disabled && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove attribute ${index + 1}`}
                onClick={() => onChange(rows.filter((_, place) => place !== index))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            )}
          </div>
        ))}
        {!disabled && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} />}
            className={classes.add}
            onClick={() => onChange([...rows, { key: '', value: '', type: 'STRING' }])}
          >
            Add attribute
          </Button>
        )}
        {disabled && rows.length === 0 && <span className={classes.none}>None</span>}
      </div>
    </Input.Wrapper>
  );
}
