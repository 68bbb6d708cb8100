import { FactList } from '../../components/fact-list.tsx';
import { Timestamp } from '../../components/timestamp.tsx';
import { FieldText } from '../../records/field-text.tsx';
import type { RecordTypeInfo } from '../../records/record-types.ts';
import { isRecordData, type RecordData } from '../../records/record-value.ts';

interface RecordFactsProps {
  type: RecordTypeInfo;
  record: RecordData;
  types: readonly RecordTypeInfo[];
}

/** What a record has that its form can't change: who made it when, and fields set only on creation. */
export function RecordFacts({ type, record, types }: RecordFactsProps) {
  const fixed = type.fields.filter((field) => field.createOnly || (field.readOnly && !field.relation));
  return (
    <FactList
      facts={[
        ...fixed.map((field) => ({
          label: field.label,
          value: <FieldText field={field} value={record[field.name]} types={types} />,
        })),
        { label: 'Created', value: <Moment at={record._created} by={record.createdBy} /> },
        { label: 'Updated', value: <Moment at={record._updated} by={record.updatedBy} /> },
      ]}
    />
  );
}

function Moment({ at, by }: { at: unknown; by: unknown }) {
  return (
    <>
      <Timestamp value={String(at)} />
      {isRecordData(by) && <div>{String(by.name)}</div>}
    </>
  );
}
