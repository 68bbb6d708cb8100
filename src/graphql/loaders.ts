/**
 * Batches the record reads of one operation: however many records a list has, each relation is one query. Loaders live
 * as long as their operation (or context query) and remember what they read, so they are cleared after a change.
 */
import DataLoader from 'dataloader';
import type { HasManyField, JoinField, RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { loadByIds, loadInverse, loadJoinedIds } from '../records/load-records.ts';
import type { Queryable } from '../storage/tables.ts';
import type { RowBudget } from './row-budget.ts';

export interface RecordLoaders {
  /** null when there is no such record, or no id. */
  byId(type: RecordType, id: number | null | undefined): Promise<RecordRow | null>;
  /** The list of a `hasMany` field. */
  inverse(type: RecordType, field: HasManyField, id: number): Promise<readonly RecordRow[]>;
  /** The list of a `manyToMany` field, by id. */
  joined(type: RecordType, field: JoinField, id: number): Promise<readonly RecordRow[]>;
  joinedIds(type: RecordType, field: JoinField, id: number): Promise<readonly number[]>;
  /** Takes a row that was read otherwise, so that it isn't read again. */
  prime(type: RecordType, row: RecordRow): void;
  clear(): void;
}

/** @param budget bounds what may be read at all; undefined for no bound. */
export function createLoaders(db: Queryable, recordTypes: RecordTypes, budget?: RowBudget): RecordLoaders {
  const loaders = new Map<string, DataLoader<number, never>>();
  const loader = <Value>(
    key: string,
    load: (ids: readonly number[]) => Promise<Value[]>,
  ): DataLoader<number, Value> => {
    const known = loaders.get(key) as DataLoader<number, Value> | undefined;
    if (known) return known;
    const made = new DataLoader<number, Value>(load);
    loaders.set(key, made as unknown as DataLoader<number, never>);
    return made;
  };

  const byId = (type: RecordType) =>
    loader<RecordRow | null>(type.name, async (ids) => {
      const rows = await loadByIds(db, type, ids);
      budget?.spend(rows, type.listQueryName);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    });

  const self: RecordLoaders = {
    async byId(type, id) {
      return id == null ? null : byId(type).load(id);
    },
    inverse: (type, field, id) =>
      loader(`${type.name}.${field.name}`, async (ids) => {
        const { target, byId } = await loadInverse(db, recordTypes, field, ids, budget?.remaining());
        for (const rows of byId.values()) {
          budget?.spend(rows, `${type.queryName}.${field.name}`);
          for (const row of rows) self.prime(target, row);
        }
        return ids.map((id) => byId.get(id) ?? []);
      }).load(id),
    joinedIds: (type, field, id) =>
      loader(`${type.name}.${field.name}`, async (ids) => {
        const joined = await loadJoinedIds(db, field, ids);
        return ids.map((id) => joined.get(id) ?? []);
      }).load(id),
    async joined(type, field, id) {
      const ids = await self.joinedIds(type, field, id);
      const records = await byId(recordTypes.named(field.to)).loadMany(ids);
      return records.map(requireRow);
    },
    prime: (type, row) => void byId(type).prime(row.id, row),
    clear: () => loaders.clear(),
  };
  return self;
}

function requireRow(row: RecordRow | null | Error): RecordRow {
  if (row instanceof Error) throw row;
  if (!row) throw new Error('A joined record is gone while its join is there');
  return row;
}
