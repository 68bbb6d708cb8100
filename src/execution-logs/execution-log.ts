// An execution log: what one run of a chain saw, said and took. The shapes that writing, finding and the log file share.

import type { ActionOutcome, ChainOutcome } from '../sandbox/program.ts';

export type LogEvent = 'CREATE' | 'UPDATE' | 'DELETE';

/** The head: what lists show and searches match. */
export interface ExecutionLogHead {
  /** UUIDv7; its first 48 bits are `createdAt` in milliseconds. */
  id: string;
  createdAt: Date;
  event: LogEvent;
  /** Target of the record type, as `PARTINVENTORY`. */
  target: string;
  targetRecordId: number;
  outcome: ChainOutcome;
  /** Whether the change this run was asked about was committed. */
  committed: boolean;
  validationMessage: string | null;
  raisedAction: { id: number; title: string } | null;
  executedActionIds: number[];
  executionTimeMs: number;
  requestId: string;
  /** The caller's own `X-Request-Id`. */
  clientRequestId: string | null;
  triggeredBy: { id: number; name: string; email: string } | null;
  /** Name of the API token that acted for the person. */
  viaToken: string | null;
  /** Empty where actions could not be run. */
  pythonVersion: string;
}

/** One action of the chain as it ran. */
export interface ExecutedAction {
  id: number;
  title: string;
  version: number;
  errorState: 'ALLOW' | 'BLOCK';
  code: string;
  /** JSON text, exactly what the sandbox was given. */
  context: string;
  /** The GraphQL query the context was read by; set on logs that are read. */
  contextQuery?: string;
  /** Why the code did not run: the context could not be read, or this server can't run actions. */
  contextError: string | null;
  output: Buffer;
  outcome: ActionOutcome;
  message: string | null;
  line: number | null;
  executionTimeMs: number;
}

/** The limits a log was recorded under; its file keeps them. */
export interface RecordedLimits {
  wallMs: number;
  memoryMb: number;
  outputBytes: number;
}

export interface ExecutionLog extends ExecutionLogHead {
  actions: ExecutedAction[];
  limits: RecordedLimits;
}
