import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Timestamp } from '../components/timestamp.tsx';
import { attributeText, parseAttribute } from './attributes.ts';
import classes from './field-text.module.css';
import { type FieldInfo, type RecordTypeInfo, typeSlug } from './record-types.ts';
import { isRecordData, recordTitle, typeNamed } from './record-value.ts';
import { richTextToPlain } from './rich-text.ts';
import { shortened } from './shortened.ts';

interface FieldTextProps {
  field: FieldInfo;
  value: unknown;
  types: readonly RecordTypeInfo[];
}

/** No line has room for more. */
const longestLine = 500;

/** A field's value to read, on one line: the beginning of a text that fills more. */
export function FieldText({ field, value, types }: FieldTextProps): ReactNode {
  if (value === null || value === undefined || value === '') return null;
  switch (field.kind) {
    case 'ENUM':
      return field.enumValues?.find((known) => known.value === value)?.label ?? String(value);
    case 'BOOLEAN':
      return value === true ? 'Yes' : 'No';
    case 'DATETIME':
      return <Timestamp value={String(value)} />;
    case 'RELATION':
      return <RelatedLink typeName={field.relation?.type} record={value} types={types} />;
    case 'RELATIONS':
      return String(Array.isArray(value) ? value.length : '');
    case 'ATTRIBUTES':
      return <Written text={(Array.isArray(value) ? value : []).map(attributeLine).join(', ')} />;
    case 'RICH_TEXT':
      return <Written text={richTextToPlain(value)} />;
    case 'FLOAT':
    case 'INTEGER':
      return Number(value).toLocaleString('en', { maximumFractionDigits: 6 });
    default:
      return <Written text={typeof value === 'object' ? JSON.stringify(value) : String(value)} />;
  }
}

/** What runs from right to left is cut at its end, as what runs from left to right is. */
function Written({ text }: { text: string }) {
  return (
    <span dir="auto" className={classes.written}>
      {shortened(text, longestLine)}
    </span>
  );
}

function attributeLine(value: unknown): string {
  const attribute = parseAttribute(value);
  return `${attribute.key}: ${attributeText(attribute)}`;
}

interface RelatedLinkProps {
  typeName: string | undefined;
  record: unknown;
  types: readonly RecordTypeInfo[];
}

export function RelatedLink({ typeName, record, types }: RelatedLinkProps) {
  const type = typeNamed(types, typeName ?? '');
  if (!type || !isRecordData(record)) return null;
  return (
    <Link to="/records/$type/$id" params={{ type: typeSlug(type.name), id: String(record.id) }}>
      <Written text={recordTitle(type, record)} />
    </Link>
  );
}
