import type { RecordType } from '../record-types/record-type.ts';
import type { Queryable } from '../storage/tables.ts';
import { diffRecords } from './diff.ts';
import type { Change, ChangeEvent } from './guard.ts';
import { loadByIds } from './load-records.ts';

/**
 * A change of the record as it is now that would leave it so: what a dry run shows an action. Undefined when there is no
 * such record.
 */
export async function findUntouched(
  db: Queryable,
  { type, event, recordId }: { type: RecordType | undefined; event: ChangeEvent; recordId: number },
): Promise<Change | undefined> {
  const [row] = type ? await loadByIds(db, type, [recordId]) : [];
  if (!type || !row) return undefined;
  const before = event === 'CREATE' ? undefined : row;
  const after = event === 'DELETE' ? undefined : row;
  return { type, event, recordId, old: before, new: after, diff: diffRecords(type, before, after) };
}
