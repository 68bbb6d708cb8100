// Finding logs: pages by keyset, one log with its body, and the ids of many for a download.

import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { Queryable } from '../storage/tables.ts';
import { decodeBody } from './body.ts';
import type { ExecutionLog, ExecutionLogHead } from './execution-log.ts';
import { filterConditions, type LogFilters, termCondition } from './log-conditions.ts';
import { findLogMoment } from './log-id.ts';
import { notExpired } from './retention.ts';
import { parseSearch, type SearchTarget } from './search-terms.ts';

export interface LogQuery {
  search?: string | null;
  filters?: LogFilters | null;
}

export interface LogSort {
  field: 'CREATED_AT' | 'EXECUTION_TIME_MS';
  direction: 'ASC' | 'DESC';
}

export interface LogPageRequest extends LogQuery {
  sort?: LogSort | null;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export interface LogPage {
  nodes: ExecutionLogHead[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** A cursor that no page of this list has given out. */
export class BadCursorError extends Error {
  override name = 'BadCursorError';
}

export interface ExecutionLogs {
  findPage(request: LogPageRequest): Promise<LogPage>;
  /** How many match, counting no further than `cap`. */
  countUpTo(query: LogQuery, cap: number): Promise<number>;
  /** Undefined when there is none, or it has expired. */
  findById(id: string): Promise<ExecutionLog | undefined>;
  findHead(id: string): Promise<ExecutionLogHead | undefined>;
  /** Ids that match, newest first, in batches. */
  matchingIds(query: LogQuery, max: number): AsyncGenerator<string>;
}

const statementTimeoutMs = 10_000;
export const maxPageSize = 500;

export function createExecutionLogs(options: {
  db: Database;
  retentionDays: number;
  targets: readonly SearchTarget[];
}): ExecutionLogs {
  const { db, retentionDays, targets } = options;

  function conditionsOf({ search, filters }: LogQuery): RawBuilder<boolean>[] {
    return [
      notExpired(retentionDays),
      ...filterConditions(filters ?? {}),
      ...parseSearch(search ?? '', targets).map(termCondition),
    ];
  }

  async function findPage(request: LogPageRequest): Promise<LogPage> {
    const backwards = request.last != null && request.first == null;
    const size = Math.min(request.first ?? request.last ?? 50, maxPageSize);
    const sort = request.sort ?? { field: 'CREATED_AT', direction: 'DESC' };
    const cursor = backwards ? request.before : request.after;
    const descending = (sort.direction === 'DESC') !== backwards;
    const conditions = conditionsOf(request);
    if (cursor) conditions.push(beyond(cursor, sort.field, descending));
    const rows = await withTimeout(db, (tx) =>
      sql<HeadRow>`select ${headColumns} from execution_log where ${and(conditions)}
        order by ${order(sort.field, descending)} limit ${size + 1}`.execute(tx),
    );
    const page = rows.rows.slice(0, size).map(toHead);
    const more = rows.rows.length > size;
    return {
      nodes: backwards ? page.reverse() : page,
      hasNextPage: backwards ? Boolean(cursor) : more,
      hasPreviousPage: backwards ? more : Boolean(cursor),
    };
  }

  async function findRow(id: string) {
    const createdAt = findLogMoment(id);
    if (!createdAt) return undefined;
    const { rows } = await sql<HeadRow & { body: Buffer }>`
      select ${headColumns}, body from execution_log join execution_log_body using (created_at, id)
      where created_at = ${createdAt} and id = ${id} and ${notExpired(retentionDays)}`.execute(db.kysely);
    return rows[0];
  }

  return {
    findPage,
    async countUpTo(query, cap) {
      const { rows } = await withTimeout(db, (tx) =>
        sql<{ count: number }>`select count(*) as count from (
          select 1 from execution_log where ${and(conditionsOf(query))} limit ${cap}) matching`.execute(tx),
      );
      return rows[0]!.count;
    },
    async findHead(id) {
      const createdAt = findLogMoment(id);
      if (!createdAt) return undefined;
      const { rows } = await sql<HeadRow>`select ${headColumns} from execution_log
        where created_at = ${createdAt} and id = ${id} and ${notExpired(retentionDays)}`.execute(db.kysely);
      return rows[0] && toHead(rows[0]);
    },
    async findById(id) {
      const row = await findRow(id);
      if (!row) return undefined;
      const { limits, actions } = decodeBody(row.body);
      const versions = await findVersions(db.kysely, actions);
      return {
        ...toHead(row),
        limits,
        actions: actions.map((action) => {
          const version = versions.get(`${action.id}:${action.version}`);
          return { ...action, code: version?.code ?? '', contextQuery: version?.context };
        }),
      };
    },
    async *matchingIds(query, max) {
      let after: string | undefined;
      for (let left = max; left > 0; ) {
        const page = await findPage({ ...query, first: Math.min(left, maxPageSize), after });
        for (const { id } of page.nodes) yield id;
        left -= page.nodes.length;
        if (!page.hasNextPage) return;
        after = cursorOf(page.nodes.at(-1)!, 'CREATED_AT');
      }
    },
  };
}

/** Opaque to the client: the values the list is sorted by. */
export function cursorOf(head: ExecutionLogHead, field: LogSort['field']): string {
  const value = field === 'CREATED_AT' ? head.createdAt.getTime() : head.executionTimeMs;
  return Buffer.from(JSON.stringify([value, head.id])).toString('base64url');
}

function beyond(cursor: string, field: LogSort['field'], descending: boolean): RawBuilder<boolean> {
  const [value, id] = parseCursor(cursor);
  const operator = sql.raw(descending ? '<' : '>');
  return field === 'CREATED_AT'
    ? sql`(created_at, id) ${operator} (${new Date(value)}::timestamptz, ${id}::uuid)`
    : sql`(execution_time_ms, id) ${operator} (${value}::float8, ${id}::uuid)`;
}

function parseCursor(cursor: string): [number, string] {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Number.isFinite(value) && findLogMoment(id) && Math.abs(value) < 8.64e15) return [value, id];
  } catch {
    // falls through to the one error
  }
  throw new BadCursorError(`"${cursor}" is not a cursor of this list; use endCursor or startCursor of a page`);
}

function order(field: LogSort['field'], descending: boolean): RawBuilder<unknown> {
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const column = sql.ref(field === 'CREATED_AT' ? 'created_at' : 'execution_time_ms');
  return sql`${column} ${direction}, id ${direction}`;
}

function and(conditions: RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql.join(conditions, sql` and `) as RawBuilder<boolean>;
}

function withTimeout<T>(db: Database, query: (tx: Queryable) => Promise<T>): Promise<T> {
  return db.kysely.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = ${sql.lit(statementTimeoutMs)}`.execute(tx);
    return query(tx);
  });
}

async function findVersions(
  db: Queryable,
  actions: { id: number; version: number }[],
): Promise<Map<string, { code: string; context: string }>> {
  if (!actions.length) return new Map();
  const rows = await db
    .selectFrom('action_version')
    .select(['action_id', 'version', 'code', 'context'])
    .where((where) => where.or(actions.map(({ id, version }) => where.and({ action_id: id, version }))))
    .execute();
  return new Map(rows.map((row) => [`${row.action_id}:${row.version}`, row]));
}

interface HeadRow {
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

const headColumns = sql.raw(
  `execution_log.id, execution_log.created_at, event, target, target_record_id, outcome, committed, validation_message,
   raised_action_id, raised_action_title, executed_action_ids, execution_time_ms, request_id, client_request_id,
   triggered_by_id, triggered_by_name, triggered_by_email, via_token, python_version`,
);

function toHead(row: HeadRow): ExecutionLogHead {
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
