import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { ActionWarning, RequestScope } from './guard.ts';

export interface Committed<Result> {
  readonly result: Result;
  /** What the actions of every change of the request warned about, in order. */
  readonly warnings: readonly ActionWarning[];
}

/** Values of a record as a client writes them: by field name, relations by `<name>Id`. */
export type RecordInput = Readonly<Record<string, unknown>>;

export interface UpdateInput {
  readonly id: unknown;
  readonly etag: string;
  readonly values: RecordInput;
}

export interface Records {
  create(type: RecordType, values: RecordInput, request: RequestScope): Promise<Committed<RecordRow>>;
  update(type: RecordType, input: UpdateInput, request: RequestScope): Promise<Committed<RecordRow>>;
  /** @returns the record as it was. */
  delete(
    type: RecordType,
    input: { readonly id: unknown; readonly etag: string },
    request: RequestScope,
  ): Promise<Committed<RecordRow>>;
}
