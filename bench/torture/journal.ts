// What the clients themselves know: every request they sent, in order, and how it was answered. The checker compares the
// database with it, and with nothing that Interlock says of itself.

export type Answer =
  /** The server said that it is done. */
  | 'made'
  /** An action refused it; `executionLogId` was in the error. */
  | 'blocked'
  /** Another error, which says or means that nothing was changed. */
  | 'not made'
  /** The server said that it does not know, or gave no answer: killed, connection cut. */
  | 'unknown';

export interface Entry {
  /** Unique; sent as X-Request-Id and written into the record. */
  key: string;
  kind: 'create' | 'update' | 'delete' | 'line';
  /** The record it is about; of a create, only known when it was made. */
  recordId?: number;
  answer: Answer;
  executionLogId?: string;
  warnings: number;
  /** Of an error. */
  message?: string;
}
