import type { RecordRow } from '../record-types/record-type.ts';
import type { ChangeSet } from './change-set.ts';
import type { Change } from './guard.ts';

/** Values of a record that is about to be written, by key; a cascade may complete them. */
export type Draft = Record<string, unknown>;

/**
 * What changes of a type entail. The steps run inside the transaction; changes that they make through the change set
 * are changes of the same request, guarded like any other.
 */
export interface Cascade {
  /** Completes a draft before it is written, or refuses it. For updates `old` is the record as it was, and the draft complete. */
  readonly prepare?: (draft: Draft, changes: ChangeSet, old: RecordRow | undefined) => Promise<void>;
  /** Runs before somebody deletes a record: may change what refers to it and would keep it. */
  readonly release?: (record: RecordRow, changes: ChangeSet) => Promise<void>;
  /** Runs once the change is applied; of a DELETE, once the record is gone. */
  readonly follow?: (change: Change, changes: ChangeSet) => Promise<void>;
}

/** By type name. */
export type Cascades = Readonly<Record<string, Cascade>>;
