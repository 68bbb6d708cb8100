// The head of a log as its row, and back.

import { sql } from 'kysely';
import type { ExecutionLogHead } from './execution-log.ts';

export interface HeadRow {
  id: string;
  created_at: Date;
  event: ExecutionLogHead['event'];
  target: string;
  target_record_id: number;
  outcome: ExecutionLogHead['outcome'];
  committed: boolean;
  validation_message: string | null;
  raised_action_id: number | null;
  raised_action_title: string | null;
  executed_action_ids: number[];
  execution_time_ms: number;
  request_id: string;
  client_request_id: string | null;
  triggered_by_id: number | null;
  triggered_by_name: string | null;
  triggered_by_email: string | null;
  via_token: string | null;
  python_version: string;
}

export const headColumns = sql.raw(
  `id, created_at, event, target, target_record_id, outcome, committed, validation_message,
   raised_action_id, raised_action_title, executed_action_ids, execution_time_ms, request_id, client_request_id,
   triggered_by_id, triggered_by_name, triggered_by_email, via_token, python_version`,
);

export function toHead(row: HeadRow): ExecutionLogHead {
  const { raised_action_id: raisedId, triggered_by_id: personId } = row;
  return {
    id: row.id,
    createdAt: row.created_at,
    event: row.event,
    target: row.target,
    targetRecordId: row.target_record_id,
    outcome: row.outcome,
    committed: row.committed,
    validationMessage: row.validation_message,
    raisedAction: raisedId === null ? null : { id: raisedId, title: row.raised_action_title ?? '' },
    executedActionIds: row.executed_action_ids,
    executionTimeMs: row.execution_time_ms,
    requestId: row.request_id,
    clientRequestId: row.client_request_id,
    triggeredBy:
      personId === null
        ? null
        : { id: personId, name: row.triggered_by_name ?? '', email: row.triggered_by_email ?? '' },
    viaToken: row.via_token,
    pythonVersion: row.python_version,
  };
}
