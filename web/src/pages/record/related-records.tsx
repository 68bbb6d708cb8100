import { RelatedLink } from '../../records/field-text.tsx';
import type { FieldInfo, RecordTypeInfo } from '../../records/record-types.ts';
import type { RecordData } from '../../records/record-value.ts';
import classes from './related-records.module.css';

interface RelatedRecordsProps {
  type: RecordTypeInfo;
  record: RecordData;
  types: readonly RecordTypeInfo[];
}

const shown = 12;

/** The records that point to this one, list by list; empty lists are left out. */
export function RelatedRecords({ type, record, types }: RelatedRecordsProps) {
  const lists = type.fields.filter((field) => field.readOnly && field.relation?.many && !field.idsOnly);
  return lists.map((field) => (
    <RelatedList key={field.name} field={field} records={record[field.name]} types={types} />
  ));
}

function RelatedList({
  field,
  records,
  types,
}: {
  field: FieldInfo;
  records: unknown;
  types: readonly RecordTypeInfo[];
}) {
  if (!Array.isArray(records) || records.length === 0) return null;
  return (
    <section aria-label={field.label}>
      <h2 className={classes.title}>
        {field.label} <span className={classes.count}>{records.length}</span>
      </h2>
      <ul className={classes.list}>
        {records.slice(0, shown).map((record: RecordData) => (
          <li key={record.id}>
            <RelatedLink typeName={field.relation?.type} record={record} types={types} />
          </li>
        ))}
        {records.length > shown && <li className={classes.count}>and {records.length - shown} more</li>}
      </ul>
    </section>
  );
}
