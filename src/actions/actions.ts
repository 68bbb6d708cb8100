// The store of actions: creating, changing, enabling, deleting, and the versions they leave.
//
// An enabled action has passed the check (its context fits the schema, its code compiles); a disabled one may be a draft.
// Every change of what an action is makes a version; logs name the version that ran, and it is never changed.

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Author, authorId } from '../people/author.ts';
import { BadInputError, ConcurrencyError, NotFoundError } from '../records/errors.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Database } from '../storage/database.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import type { Action, ActionContent, ActionProblem, ActionVersion } from './action.ts';
import { toAction, toVersion } from './action-rows.ts';
import { auditAction } from './audit-action.ts';
import type { ContextReader } from './context-reader.ts';
import { ActionRefusedError } from './errors.ts';
import { type ActionInput, type ParsedAction, parseActionChanges, parseNewAction } from './parse-action.ts';
import { raiseActionsRevision } from './settings.ts';

export interface Actions {
  /** @throws BadInputError, ActionRefusedError */
  create(input: ActionInput, author: Author): Promise<Action>;
  /** @throws NotFoundError, ConcurrencyError, BadInputError, ActionRefusedError */
  update(id: number, etag: string, input: ActionInput, author: Author): Promise<Action>;
  /** Gives the action as it was. @throws NotFoundError, ConcurrencyError */
  delete(id: number, etag: string, author: Author): Promise<Action>;
  find(id: number): Promise<Action | undefined>;
  findMany(ids: readonly number[]): Promise<Action[]>;
  /** All that are not deleted, in id order. */
  findAll(): Promise<Action[]>;
  /** Newest first. */
  findVersions(id: number): Promise<ActionVersion[]>;
  /** What is wrong with the context and the code; without an error among it, the action may be enabled. */
  check(content: Pick<ActionContent, 'context' | 'code'>): Promise<ActionProblem[]>;
}

export function createActions(options: {
  db: Database;
  sandbox: Sandbox;
  contexts: ContextReader;
  /** Targets of all record types. */
  targets: readonly string[];
}): Actions {
  const { db, sandbox, contexts, targets } = options;

  async function check({ context, code }: Pick<ActionContent, 'context' | 'code'>): Promise<ActionProblem[]> {
    const inCode = sandbox.unavailable
      ? [{ message: `The code can't be checked. ${sandbox.unavailable}`, line: null, column: null }]
      : await sandbox.check(code);
    return [...contexts.check(context), ...inCode.map((problem) => ({ field: 'code' as const, ...problem }))];
  }

  async function requireSound(action: ParsedAction): Promise<void> {
    if (!action.enabled) return;
    const problems = (await check(action)).filter(({ severity }) => severity !== 'warning');
    if (problems.length) throw new ActionRefusedError(problems);
  }

  return {
    check,
    async create(input, author) {
      const personId = authorId(author);
      const action = parseNewAction(input, targets);
      await requireSound(action);
      return inTransaction(db.kysely, async (tx) => {
        const row = await tx
          .insertInto('action')
          .values({
            ...contentColumns(action),
            enabled: action.enabled,
            version: 1,
            etag: randomUUID(),
            created_by_id: personId,
            updated_by_id: personId,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await keepVersion(tx, toAction(row), personId);
        await raiseActionsRevision(tx);
        await auditAction(tx, author, { new: toAction(row) });
        return toAction(row);
      });
    },
    async update(id, etag, input, author) {
      const personId = authorId(author);
      const changes = parseActionChanges(input, targets);
      const before = await requireAction(db.kysely, id);
      await requireSound({ ...before, ...changes });
      return inTransaction(db.kysely, async (tx) => {
        const old = await lockAction(tx, id, etag);
        const changed = { ...old, ...changes };
        const isNewVersion = contentKeys.some((key) => changed[key] !== old[key]);
        if (!isNewVersion && changed.enabled === old.enabled) return old;
        const restoredVersion = isNewVersion ? await findVersionLike(tx, changed) : undefined;
        const row = await tx
          .updateTable('action')
          .set({
            ...contentColumns(changed),
            enabled: changed.enabled,
            version: old.version + (isNewVersion ? 1 : 0),
            etag: randomUUID(),
            updated_at: sql`now()`,
            updated_by_id: personId,
          })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        if (isNewVersion) await keepVersion(tx, toAction(row), personId);
        await raiseActionsRevision(tx);
        await auditAction(tx, author, { old, new: toAction(row), restoredVersion });
        return toAction(row);
      });
    },
    async delete(id, etag, author) {
      const personId = authorId(author);
      return inTransaction(db.kysely, async (tx) => {
        const old = await lockAction(tx, id, etag);
        await tx
          .updateTable('action')
          .set({ deleted_at: sql`now()`, enabled: false, updated_by_id: personId, etag: randomUUID() })
          .where('id', '=', id)
          .execute();
        await raiseActionsRevision(tx);
        await auditAction(tx, author, { old });
        return old;
      });
    },
    async find(id) {
      const [action] = await findMany(db.kysely, [id]);
      return action;
    },
    findMany: (ids) => findMany(db.kysely, ids),
    async findAll() {
      const rows = await db.kysely
        .selectFrom('action')
        .selectAll()
        .where('deleted_at', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(toAction);
    },
    async findVersions(id) {
      const rows = await db.kysely
        .selectFrom('action_version')
        .selectAll()
        .where('action_id', '=', id)
        .orderBy('version', 'desc')
        .execute();
      return rows.map(toVersion);
    },
  };
}

const contentKeys = ['title', 'target', 'event', 'errorState', 'context', 'code'] as const;

function contentColumns({ title, target, event, errorState, context, code }: ActionContent) {
  return { title, target, event, error_state: errorState, context, code };
}

async function keepVersion(tx: Queryable, action: Action, personId: number | null): Promise<void> {
  await tx
    .insertInto('action_version')
    .values({ ...contentColumns(action), action_id: action.id, version: action.version, created_by_id: personId })
    .execute();
}

/** The number of the newest version of the action with the same content; undefined when it never had that. */
async function findVersionLike(tx: Queryable, action: Action): Promise<number | undefined> {
  const row = await tx
    .selectFrom('action_version')
    .select('version')
    .where('action_id', '=', action.id)
    .where((is) => is.and(contentColumns(action)))
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row?.version;
}

async function findMany(db: Queryable, ids: readonly number[]): Promise<Action[]> {
  if (!ids.length) return [];
  const rows = await db
    .selectFrom('action')
    .selectAll()
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map(toAction);
}

async function requireAction(db: Queryable, id: number): Promise<Action> {
  const [action] = await findMany(db, [id]);
  if (!action) throw new NotFoundError(`There is no action ${id}`);
  return action;
}

async function lockAction(tx: Queryable, id: number, etag: string): Promise<Action> {
  if (!etag) throw new BadInputError('etag is missing; send the _etag of the action as you read it');
  const row = await tx
    .selectFrom('action')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFoundError(`There is no action ${id}`);
  if (row.etag !== etag) {
    throw new ConcurrencyError(`Action ${id} was changed since you read it; read it again and repeat your change`);
  }
  return toAction(row);
}
