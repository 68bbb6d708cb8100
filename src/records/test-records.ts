// For tests only: records on a database of their own, with a guard that a test scripts.

import { randomUUID } from 'node:crypto';
import { factoryPack } from '../record-types/factory-pack.ts';
import type { RecordRow } from '../record-types/record-type.ts';
import { createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { factoryCascades } from './factory-cascades.ts';
import type { Change, Guard, Person, RequestScope } from './guard.ts';
import { unguarded } from './guard.ts';
import type { RecordInput } from './parse-input.ts';
import { createRecords, type Records } from './records.ts';

export interface TestRecords {
  readonly db: TestDatabase;
  readonly records: Records;
  readonly person: Person;
  /** Every change that reached the guard, in order. */
  readonly changes: Change[];
  /** Replaces what the guard answers from now on. */
  guardWith(guard: Guard): void;
  request(): RequestScope;
  create(typeName: string, values: RecordInput): Promise<RecordRow>;
  update(typeName: string, record: RecordRow, values: RecordInput): Promise<RecordRow>;
  delete(typeName: string, record: RecordRow): Promise<RecordRow>;
  close(): Promise<void>;
}

export async function createTestRecords(): Promise<TestRecords> {
  const db = await createTestDatabase();
  const changes: Change[] = [];
  let guard = unguarded;
  const records = createRecords({
    db: db.kysely,
    recordTypes: factoryPack,
    cascades: factoryCascades,
    guard: (change, request, tx) => {
      changes.push(change);
      return guard(change, request, tx);
    },
  });
  const nobody: Person = {
    id: 0,
    name: 'System',
    email: '',
    roles: [],
    teams: [],
    permissionGroups: [],
    permissions: [],
  };
  const scope = (person: Person): RequestScope => ({ requestId: randomUUID(), person });
  const user = factoryPack.named('User');
  const ada = await records.create(user, { name: 'Ada', email: 'ada@example.com' }, scope(nobody));
  const person = { ...nobody, id: ada.result.id, name: 'Ada', email: 'ada@example.com' };
  changes.length = 0;

  return {
    db,
    records,
    person,
    changes,
    guardWith: (other) => {
      guard = other;
    },
    request: () => scope(person),
    create: async (name, values) => (await records.create(factoryPack.named(name), values, scope(person))).result,
    update: async (name, { id, _etag }, values) =>
      (await records.update(factoryPack.named(name), { id, etag: _etag, values }, scope(person))).result,
    delete: async (name, { id, _etag }) =>
      (await records.delete(factoryPack.named(name), { id, etag: _etag }, scope(person))).result,
    close: () => db.close(),
  };
}
