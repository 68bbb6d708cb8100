import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import type { LogBody } from './body.ts';
import { encodeBody } from './body.ts';
import type { ExecutionLogHead, RecordedLimits } from './execution-log.ts';

/** What a run leaves; `committed` is known only when it is written. */
export interface NewExecutionLog extends Omit<ExecutionLogHead, 'committed'> {
  limits: RecordedLimits;
  actions: LogBody['actions'];
}

/**
 * Writes head and body in one statement, in whatever transaction it is given: with the change when that commits, on
 * its own after the change was rolled back. Not committed, a log of this id that is there already stays as it is, and the
 * answer is false; a transaction that is still writing it is waited for, so the answer settles which of the two holds.
 */
export async function writeExecutionLog(db: Queryable, log: NewExecutionLog, committed: boolean): Promise<boolean> {
  const body = encodeBody(log);
  const [unlessThere, whenWritten] = committed
    ? [sql``, sql`values (${log.id}, ${log.createdAt}, ${body}::bytea)`]
    : [sql`on conflict do nothing returning id, created_at`, sql`select id, created_at, ${body}::bytea from head`];
  const { numAffectedRows } = await sql`
    with head as (
      insert into execution_log (
        id, created_at, event, target, target_record_id, outcome, committed, validation_message, raised_action_id,
        raised_action_title, executed_action_ids, execution_time_ms, request_id, client_request_id, triggered_by_id,
        triggered_by_name, triggered_by_email, via_token, python_version
      ) values (
        ${log.id}, ${log.createdAt}, ${log.event}, ${log.target}, ${log.targetRecordId}, ${log.outcome}, ${committed},
        ${log.validationMessage}, ${log.raisedAction?.id ?? null}, ${log.raisedAction?.title ?? null},
        ${log.executedActionIds}, ${log.executionTimeMs}, ${log.requestId}, ${log.clientRequestId},
        ${log.triggeredBy?.id ?? null}, ${log.triggeredBy?.name ?? null}, ${log.triggeredBy?.email ?? null},
        ${log.viaToken}, ${log.pythonVersion}
      ) ${unlessThere}
    )
    insert into execution_log_body (id, created_at, body) ${whenWritten}`.execute(db);
  return numAffectedRows === 1n;
}
