import { type RawBuilder, sql } from 'kysely';
import { statement } from '../storage/statement.ts';
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
 * Throws when outcome, message and action contradict each other, as lists rely on one telling the other; see narrow-outcomes.ts.
 */
export async function writeExecutionLog(db: Queryable, log: NewExecutionLog, committed: boolean): Promise<boolean> {
  const { validationMessage, raisedAction, triggeredBy } = log;
  const reason = contradictionOf(log, committed);
  if (reason) throw new Error(`Log ${log.id} has ${reason}`);
  const write = committed ? writeCommitted : writeUncommitted;
  const { numAffectedRows } = await write(db, {
    id: log.id,
    createdAt: log.createdAt,
    event: log.event,
    target: log.target,
    targetRecordId: log.targetRecordId,
    outcome: log.outcome,
    validationMessage,
    executedActionIds: log.executedActionIds,
    executionTimeMs: log.executionTimeMs,
    requestId: log.requestId,
    clientRequestId: log.clientRequestId,
    viaToken: log.viaToken,
    pythonVersion: log.pythonVersion,
    body: await encodeBody(log),
    raisedActionId: raisedAction?.id ?? null,
    raisedActionTitle: raisedAction?.title ?? null,
    triggeredById: triggeredBy?.id ?? null,
    triggeredByName: triggeredBy?.name ?? null,
    triggeredByEmail: triggeredBy?.email ?? null,
  });
  return numAffectedRows === 1n;
}

function contradictionOf({ outcome, validationMessage, raisedAction }: NewExecutionLog, committed: boolean) {
  if ((validationMessage === null) !== (raisedAction === null))
    return raisedAction ? 'an action that raised no message' : 'a message that no action raised';
  if ((outcome === 'ALLOWED') !== (raisedAction === null))
    return raisedAction
      ? 'an action that raised a message and ALLOWED as its outcome'
      : `${outcome} as its outcome, which no action raised`;
  return outcome === 'BLOCKED' && committed ? 'BLOCKED as its outcome and was committed' : undefined;
}

type Row = Omit<NewExecutionLog, 'limits' | 'actions' | 'raisedAction' | 'triggeredBy'> & {
  body: Buffer;
  raisedActionId: number | null;
  raisedActionTitle: string | null;
  triggeredById: number | null;
  triggeredByName: string | null;
  triggeredByEmail: string | null;
};

const writeCommitted = statement((row: Row) =>
  insertBoth(row, sql`true`, sql``, sql`values (${row.id}, ${row.createdAt}, ${row.body}::bytea)`),
);

const writeUncommitted = statement((row: Row) =>
  insertBoth(
    row,
    sql`false`,
    sql`on conflict do nothing returning id, created_at`,
    sql`select id, created_at, ${row.body}::bytea from head`,
  ),
);

type Part = RawBuilder<unknown>;

function insertBoth(row: Row, committed: Part, unlessThere: Part, body: Part): Part {
  return sql`
    with head as (
      insert into execution_log (
        id, created_at, event, target, target_record_id, outcome, committed, validation_message, raised_action_id,
        raised_action_title, executed_action_ids, execution_time_ms, request_id, client_request_id, triggered_by_id,
        triggered_by_name, triggered_by_email, via_token, python_version
      ) values (
        ${row.id}, ${row.createdAt}, ${row.event}, ${row.target}, ${row.targetRecordId}, ${row.outcome}, ${committed},
        ${row.validationMessage}, ${row.raisedActionId}, ${row.raisedActionTitle}, ${row.executedActionIds},
        ${row.executionTimeMs}, ${row.requestId}, ${row.clientRequestId}, ${row.triggeredById}, ${row.triggeredByName},
        ${row.triggeredByEmail}, ${row.viaToken}, ${row.pythonVersion}
      ) ${unlessThere}
    )
    insert into execution_log_body (id, created_at, body) ${body}`;
}
