import type { RecordRow } from '../record-types/record-type.ts';
import type { ChangeSet } from '../records/change-set.ts';
import { findAll } from '../records/find-all.ts';
import type { RecordInput } from '../records/parse-input.ts';

/** What the parts of the sample build with: records by the names that later ones refer to them by. */
export interface Sample {
  create(typeName: string, values: RecordInput): Promise<RecordRow>;
  update(typeName: string, id: number, values: RecordInput): Promise<RecordRow>;
  /** The steps that a run got from its procedure, in order. */
  stepsOf(runId: number): Promise<RecordRow[]>;
  /** Remembers a record under a name. */
  keep(name: string, record: RecordRow): void;
  /** @throws Error when nothing was kept under the name: the sample is wrong. */
  id(name: string): number;
}

export function createSample(changes: ChangeSet): Sample {
  const kept = new Map<string, number>();
  return {
    create: (typeName, values) => changes.create(changes.recordTypes.named(typeName), values),
    update: (typeName, id, values) => changes.update(changes.recordTypes.named(typeName), { id, values }),
    stepsOf: (runId) => {
      const { tx, recordTypes } = changes;
      const sort = [{ field: 'position', direction: 'ASC' }] as const;
      return findAll(tx, recordTypes, recordTypes.named('RunStep'), { runId: { eq: runId } }, sort);
    },
    keep: (name, { id }) => void kept.set(name, id),
    id(name) {
      const id = kept.get(name);
      if (id === undefined) throw new Error(`The sample has no ${name}`);
      return id;
    },
  };
}
