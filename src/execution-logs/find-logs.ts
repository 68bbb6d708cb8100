// Finding logs: pages by keyset, one log with its body, and the ids of many for a download.

import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';
import { isStalePlan } from '../storage/database-client.ts';
import { type PlannedRead, type Read, ReadTimeoutError, withReading } from '../storage/reading.ts';
import { decodeBody, type LogBody } from './body.ts';
import type { LogFilters } from './condition-sql.ts';
import { type ContextSearch, createContextMatch, searchContexts } from './context-search.ts';
import { contradictsItself } from './contradictions.ts';
import type { ExecutionLog, ExecutionLogHead } from './execution-log.ts';
import { walkByDuration } from './find-by-duration.ts';
import { apart, findOfEither } from './find-of-either.ts';
import { countMatches, walkByTime } from './find-page.ts';
import { type HeadRow, headColumns, toHead } from './head-row.ts';
import { type LogConditions, logConditions } from './log-conditions.ts';
import { createLogDays } from './log-days.ts';
import { findLogMoment } from './log-id.ts';
import { narrowActions } from './narrow-actions.ts';
import { narrowOutcomes } from './narrow-outcomes.ts';
import { narrowTargets } from './narrow-targets.ts';
import type { Question } from './question.ts';
import { keptFor, notExpired } from './retention.ts';
import { parseSearch, type SearchTarget } from './search-terms.ts';
import { defaultWalkBudget, type Position, type Walk, type WalkBudget } from './walk.ts';

export interface LogQuery {
  search?: string | null;
  filters?: LogFilters | null;
  /** Looks into what the actions saw; see context-search.ts for what bounds it. */
  contextSearch?: ContextSearch | null;
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
  /** Where a search of contexts stopped before the page was full, because it had looked at enough: the next page goes on there. */
  gaveUpAt?: ExecutionLogHead;
}

/** A cursor that no page of this list has given out. */
export class BadCursorError extends Error {
  override name = 'BadCursorError';
}

export interface ReadOptions {
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal;
}

export interface PageOptions extends ReadOptions {
  /** A log as its reader sees it, for a search of contexts; the whole log when left out. */
  asRead?: (log: ExecutionLog) => ExecutionLog;
}

export interface ExecutionLogs {
  /** @throws BadCursorError, SearchTooSlowError */
  findPage(request: LogPageRequest, options?: PageOptions): Promise<LogPage>;
  /** How many match, counting no further than `cap`; `contextSearch` is not counted. @throws SearchTooSlowError */
  countUpTo(query: LogQuery, cap: number, options?: ReadOptions): Promise<number>;
  /** Undefined when there is none, or it has expired. */
  findById(id: string): Promise<ExecutionLog | undefined>;
  findHead(id: string): Promise<ExecutionLogHead | undefined>;
  /** Ids that match, newest first, in batches. */
  matchingIds(query: LogQuery, max: number): AsyncGenerator<string>;
}

/** The database took longer than a person waits. */
export class SearchTooSlowError extends Error {
  override name = 'SearchTooSlowError';
}

export const maxPageSize = 500;

/** What a walk is told besides what matches. */
type AskedOfWalk = Pick<Walk, 'descending' | 'after' | 'size' | 'budget' | 'expiredBefore'>;

export function createExecutionLogs(options: {
  db: Database;
  retentionDays: number;
  targets: readonly SearchTarget[];
  budget?: WalkBudget;
  /** For all that a page, or a count, asks the database. Default 10 s. */
  timeoutMs?: number;
}): ExecutionLogs {
  const { db, retentionDays, targets, budget = defaultWalkBudget, timeoutMs = 10_000 } = options;
  const days = createLogDays(retentionDays);

  /** Again when a day was dropped meanwhile, or a migration of all days met us in the middle, or changed what a connection knew. */
  async function reading<Result>(
    { signal }: ReadOptions,
    work: (read: PlannedRead, expiredBefore: Date) => Promise<Result>,
  ): Promise<Result> {
    const [UNDEFINED_TABLE, DEADLOCK_DETECTED] = ['42P01', '40P01'];
    for (let attempt = 1; ; attempt++) {
      try {
        return await withReading(db, { timeoutMs, signal }, async (read) => {
          // Once, not on each of thirty days: now() stands still while a transaction lasts.
          const [row] = await read<{ moment: Date }>(sql`select now() - ${keptFor(retentionDays)} as moment`);
          return work(read, row!.moment);
        });
      } catch (error) {
        if (error instanceof ReadTimeoutError)
          throw new SearchTooSlowError(
            `The search took longer than ${timeoutMs / 1000} s and was ended. Narrow it: add a filter, or a time.`,
          );
        const { code } = error as { code?: string };
        const isWorthAnother = code === UNDEFINED_TABLE || code === DEADLOCK_DETECTED || isStalePlan(error);
        if (!isWorthAnother || attempt > 3) throw error;
        days.forget();
      }
    }
  }

  /** Undefined when it is known beforehand that no log matches. */
  async function conditionsOf(read: Read, question: Question): Promise<LogConditions | undefined> {
    const narrowed = narrowOutcomes(question);
    const asked = narrowed && (await narrowActions(read, narrowed));
    return asked && !contradictsItself(asked) ? logConditions(asked.filters, asked.terms) : undefined;
  }

  async function findHeads(
    read: PlannedRead,
    question: Question,
    { field, ...asked }: AskedOfWalk & Pick<LogSort, 'field'>,
  ): Promise<ExecutionLogHead[]> {
    const all = await days.find(db.kysely);
    const walk = field === 'CREATED_AT' ? walkByTime<HeadRow> : walkByDuration<HeadRow>;
    const find = async (conditions: LogConditions | undefined) =>
      conditions ? (await walk(read, all, { ...conditions, ...asked })).map(toHead) : [];
    const conditions = await conditionsOf(read, question);
    const parts = field === 'EXECUTION_TIME_MS' && conditions && !conditions.covering && apart(question);
    if (!parts) return find(conditions);
    return findOfEither(parts, asked, async (one) => find(await conditionsOf(read, one)));
  }

  function questionOf({ search, filters }: LogQuery): Question {
    return narrowTargets({ filters: filters ?? {}, terms: parseSearch(search ?? '', targets) });
  }

  async function findPage(request: LogPageRequest, options: PageOptions = {}): Promise<LogPage> {
    const backwards = request.last != null && request.first == null;
    const size = Math.min(request.first ?? request.last ?? 50, maxPageSize);
    const { field, direction } = request.sort ?? { field: 'CREATED_AT', direction: 'DESC' };
    const cursor = backwards ? request.before : request.after;
    const asked = {
      descending: (direction === 'DESC') !== backwards,
      ...(cursor && { after: parseCursor(cursor, field) }),
      size: size + 1,
      budget,
    };
    const { nodes, gaveUpAt } = await reading(options, async (read, expiredBefore) => {
      const question = questionOf(request);
      const walk = { ...asked, field, expiredBefore };
      const { contextSearch } = request;
      if (!contextSearch) return { nodes: await findHeads(read, question, walk), gaveUpAt: undefined };
      const next = (after: Position | undefined, batch: number) =>
        findHeads(read, question, { ...walk, size: batch, ...(after && { after }) });
      const matches = createContextMatch(contextSearch);
      const { asRead } = options;
      return searchContexts(read, {
        matches,
        ...(asRead && {
          admits: async (head, body) =>
            asRead(await withVersions(read, head, body)).actions.some(({ context }) => matches(context)),
        }),
        size: size + 1,
        after: asked.after,
        next,
      });
    });
    const more = nodes.length > size || gaveUpAt !== undefined;
    const page = nodes.slice(0, size);
    return {
      nodes: backwards ? page.reverse() : page,
      hasNextPage: backwards ? Boolean(cursor) : more,
      hasPreviousPage: backwards ? more : Boolean(cursor),
      ...(nodes.length <= size && gaveUpAt && { gaveUpAt }),
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
    async countUpTo(query, cap, options = {}) {
      const all = await days.find(db.kysely);
      return reading(options, async (read, expiredBefore) => {
        const conditions = await conditionsOf(read, questionOf(query));
        return conditions ? countMatches(read, all, { ...conditions, budget, expiredBefore }, cap) : 0;
      });
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
      const read: Read = async (query) => (await query.execute(db.kysely)).rows;
      return withVersions(read, toHead(row), decodeBody(row.body));
    },
    async *matchingIds(query, max) {
      let after: string | undefined;
      for (let left = max; left > 0; ) {
        const page = await findPage({ ...query, first: Math.min(left, maxPageSize), after });
        for (const { id } of page.nodes) yield id;
        left -= page.nodes.length;
        if (!page.hasNextPage) return;
        after = cursorOf(page.gaveUpAt ?? page.nodes.at(-1)!, 'CREATED_AT');
      }
    },
  };
}

/** Opaque to the client: the values the list is sorted by. */
export function cursorOf(head: ExecutionLogHead, field: LogSort['field']): string {
  const value = field === 'CREATED_AT' ? head.createdAt.getTime() : head.executionTimeMs;
  return Buffer.from(JSON.stringify([value, head.id])).toString('base64url');
}

function parseCursor(cursor: string, field: LogSort['field']): Position {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const moment = findLogMoment(id);
    if (Number.isFinite(value) && moment && Math.abs(value) < 8.64e15) {
      const createdAt = field === 'CREATED_AT' ? new Date(value) : moment;
      return { createdAt, executionTimeMs: value, id };
    }
  } catch {
    // falls through to the one error
  }
  throw new BadCursorError(`"${cursor}" is not a cursor of this list; use endCursor or startCursor of a page`);
}

/** The log of a head and its body, with the code of the versions that ran. */
async function withVersions(read: Read, head: ExecutionLogHead, { limits, actions }: LogBody): Promise<ExecutionLog> {
  const known = actions.length
    ? await read<{ action_id: number; version: number; code: string; context: string }>(sql`
        select action_id, version, code, context from action_version
        join unnest(${actions.map(({ id }) => id)}::integer[], ${actions.map(({ version }) => version)}::integer[])
          as ran (action_id, version) using (action_id, version)`)
    : [];
  const versions = new Map(known.map((version) => [`${version.action_id}:${version.version}`, version]));
  return {
    ...head,
    limits,
    actions: actions.map((action) => {
      const version = versions.get(`${action.id}:${action.version}`);
      return { ...action, code: version?.code ?? '', contextQuery: version?.context };
    }),
  };
}
