import readable from '../components/readable-form.module.css';
import { RecordField } from './fields/record-field.tsx';
import { editableFields, type FormValues } from './form-values.ts';
import classes from './record-form.module.css';
import type { FieldInfo, RecordTypeInfo } from './record-types.ts';

interface RecordFormProps {
  type: RecordTypeInfo;
  creating: boolean;
  values: FormValues;
  errors: Record<string, string>;
  disabled?: boolean;
  onChange: (field: string, value: unknown) => void;
}

const wideKinds = new Set<FieldInfo['kind']>(['TEXT', 'ATTRIBUTES', 'RICH_TEXT', 'JSON', 'RELATIONS']);

/** An input for each field that can be set, in the order of the declaration, the wide ones after the short. */
export function RecordForm({ type, creating, values, errors, disabled, onChange }: RecordFormProps) {
  const fields = editableFields(type, creating);
  const isWide = (field: FieldInfo) => wideKinds.has(field.kind);
  const ordered = [...fields.filter((field) => !isWide(field)), ...fields.filter(isWide)];
  return (
    <div className={disabled ? `${classes.grid} ${readable.root}` : classes.grid}>
      {ordered.map((field) => (
        <div key={field.name} className={classes.field} data-wide={isWide(field) || undefined}>
          <RecordField
            field={field}
            value={values[field.name]}
            error={errors[field.name]}
            disabled={disabled}
            onChange={(value) => onChange(field.name, value)}
          />
        </div>
      ))}
    </div>
  );
}
