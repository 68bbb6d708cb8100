/**
 * The changes of one request inside its transaction, from input to verdict. Each change goes through the stages below in
 * this order: permit, parse, lock, check etag, prepare, apply, follow (which may add further changes), guard. A change is
 * guarded when everything that came with it is applied, so that actions see what the request would leave; a DELETE before
 * its rows go, parts before their whole. An update that nothing has to be known for locks, checks and applies at once.
 */
import type { RawBuilder } from 'kysely';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { Queryable } from '../storage/tables.ts';
import { type Trace, untraced } from '../tracing/trace.ts';
import type { Cascades, Draft } from './cascade.ts';
import { explainDeleteError, planDelete, type Victim } from './delete-plan.ts';
import { diffRecords } from './diff.ts';
import { changedValues, checkDraft, currentJoins, joinValues, refuseItself } from './draft.ts';
import { ConcurrencyError, NotFoundError, UnconfirmedPersonError, ValidationBlockedError } from './errors.ts';
import type { Change, Guard, GuardResult, Noted, Person, RequestScope } from './guard.ts';
import { loadJoinedIds } from './load-records.ts';
import { parseId, parseLookupId } from './parse-id.ts';
import { type ParsedInput, parseCreateInput, parseUpdateInput, type RecordInput } from './parse-input.ts';
import { isSameValue } from './same-value.ts';
import { explainWriteError } from './write-error.ts';
import {
  type Along,
  deleteRecords,
  insertRecord,
  lockRecord,
  replaceRecord,
  updateRecord,
  type Written,
  writeJoins,
} from './write-record.ts';

export interface UpdateInput {
  readonly id: unknown;
  /** Undefined only for cascades, which act on what they just read under a lock. */
  readonly etag?: string;
  readonly values: RecordInput;
}

export interface DeleteInput {
  readonly id: unknown;
  readonly etag?: string;
}

export interface ChangeSet {
  readonly tx: Queryable;
  readonly request: RequestScope;
  readonly recordTypes: RecordTypes;
  create(type: RecordType, input: RecordInput): Promise<RecordRow>;
  /** @returns the record as it is now; unchanged when nothing differs. */
  update(type: RecordType, input: UpdateInput): Promise<RecordRow>;
  /** @returns the record as it was. */
  delete(type: RecordType, input: DeleteInput): Promise<RecordRow>;
  /** Whether this request created the record. */
  hasCreated(type: RecordType, id: number): boolean;
}

/** Refuses what a person may not do by throwing ForbiddenError; asked for what they do themselves, not for cascades. */
export type Permit = (person: Person, type: RecordType, event: Change['event']) => void | Promise<void>;

export interface ChangeRules {
  readonly recordTypes: RecordTypes;
  readonly cascades: Cascades;
  readonly guard: Guard;
  /** What the guard wants to know of the database for each change: an expression that the statement which writes the record
   * answers along, for `Change.noted`. It needs no statement of its own, then. */
  readonly notes?: RawBuilder<unknown>;
  readonly trace?: Trace;
}

/** A record was written before all was known that could be said of it: the request has to be done again, one step at a time. */
export class HastyWriteError extends Error {
  override name = 'HastyWriteError';
}

/**
 * @param mayReplace whether records may be locked, checked and written at once, where that can be: the database answers what
 * was there before, and the request can begin anew after a HastyWriteError
 * @param results receives what the guard answered, in order; it outlives the transaction, so that logs do too.
 * @returns the change set, and `settle`, which guards what is applied and not guarded yet. @throws ValidationBlockedError
 */
export function createChangeSet(
  { recordTypes, cascades, guard, notes, trace = untraced }: ChangeRules,
  tx: Queryable,
  request: RequestScope,
  results: GuardResult[],
  mayReplace = false,
): ChangeSet & { settle(): Promise<void> } {
  const applied: Change[] = [];
  const created = new Set<string>();
  const personId = request.person.id > 0 ? request.person.id : null;
  let unconfirmed = request.confirmation;

  const changes: ChangeSet & { settle(): Promise<void> } = {
    tx,
    request,
    recordTypes,

    async create(type, input) {
      const place = applied.length;
      const parsed = trace.stage('parse', () => parseCreateInput(type, input));
      const draft: Draft = { ...parsed.values };
      await cascades[type.name]?.prepare?.(draft, changes, undefined);
      checkDraft(type, draft);
      const { row: inserted, noted } = await trace.stage('apply', () => insert(type, draft, parsed));
      created.add(`${type.name} ${inserted.id}`);
      const row = { ...inserted, ...joinValues(type, parsed) };
      const change: Change = {
        type,
        event: 'CREATE',
        recordId: row.id,
        new: row,
        diff: diffRecords(type, undefined, row),
        noted,
      };
      applied.splice(place, 0, change);
      await cascades[type.name]?.follow?.(change, changes);
      return inserted;
    },

    async update(type, input) {
      const place = applied.length;
      const parsed = trace.stage('parse', () => parseUpdateInput(type, input.values));
      const { before, updated, noted } = (await replace(type, input, parsed)) ?? (await update(type, input, parsed));
      if (!updated) return before;
      const row = { ...updated, ...joinValues(undefined, parsed) };
      const change: Change = {
        type,
        event: 'UPDATE',
        recordId: row.id,
        old: before,
        new: row,
        diff: diffRecords(type, before, row),
        noted,
      };
      applied.splice(place, 0, change);
      await cascades[type.name]?.follow?.(change, changes);
      return updated;
    },

    async delete(type, { id, etag }) {
      const row = await trace.stage('lock', () => lock(type, id, 'delete'));
      checkEtag(type, row, etag);
      await cascades[type.name]?.release?.(row, changes);
      const victims = await planDelete(tx, recordTypes, { type, row });
      await changes.settle();
      const deletions = await Promise.all(victims.map((victim) => deletion(victim)));
      applied.push(...deletions);
      await changes.settle();
      await trace.stage('apply', async () => {
        for (const victim of victims) await remove(victim);
      });
      for (const change of deletions) await cascades[change.type.name]?.follow?.(change, changes);
      return row;
    },

    hasCreated: (type, id) => created.has(`${type.name} ${id}`),

    async settle() {
      if (unconfirmed) throw new UnconfirmedPersonError();
      for (let change = applied.shift(); change; change = applied.shift()) {
        const guarded = `guard ${change.event} ${change.type.target}`;
        const result = await trace.stage(guarded, () => guard(change, request, tx));
        results.push(result);
        if (result.block) throw new ValidationBlockedError(result.block);
      }
    },
  };
  return changes;

  function along(): Along {
    return { notes, confirmation: unconfirmed };
  }

  /** The first that was written tells who the person is by now. */
  function confirmed<Result extends Written>(written: Result): Result {
    unconfirmed?.confirm(written.personNow);
    unconfirmed = undefined;
    return written;
  }

  async function lock(type: RecordType, id: unknown, purpose: 'update' | 'delete'): Promise<RecordRow> {
    const lookupId = parseLookupId(id);
    const row = lookupId === undefined ? undefined : await lockRecord(tx, type, lookupId, purpose);
    if (row) return row;
    throw new NotFoundError(`${type.label} ${parseId(id)} does not exist: it may have been deleted.`);
  }

  /** Locks, checks and writes at once. Undefined, with nothing done, when that can't be, or would change nothing. */
  async function replace(
    type: RecordType,
    { id, etag }: UpdateInput,
    parsed: ParsedInput,
  ): Promise<Updated | undefined> {
    const { values, joins } = parsed;
    const lookupId = parseLookupId(id);
    const keys = Object.keys(values);
    const canBe = mayReplace && keys.length > 0 && joins.size === 0 && !cascades[type.name]?.prepare;
    if (!canBe || etag === undefined || lookupId === undefined) return undefined;
    const replaced = await trace.stage('apply', () => writeAtOnce(type, { id: lookupId, etag }, values));
    if (!replaced) return undefined;
    const { old, row, noted } = replaced;
    if (keys.every((key) => isSameValue(old[key], row[key]))) throw new HastyWriteError();
    checkDraft(type, row);
    return { before: old, updated: row, noted };
  }

  async function writeAtOnce(type: RecordType, which: { id: number; etag: string }, values: ParsedInput['values']) {
    try {
      const replaced = await replaceRecord(tx, type, which, values, personId, along());
      return replaced && confirmed(replaced);
    } catch (error) {
      // What is wrong is said by our own checks first, and in words that may need what was there before.
      const isRefusal = explainWriteError(error, recordTypes, type, values) !== error;
      throw isRefusal ? new HastyWriteError() : error;
    }
  }

  async function update(type: RecordType, { id, etag }: UpdateInput, parsed: ParsedInput): Promise<Updated> {
    const old = await trace.stage('lock', () => lock(type, id, 'update'));
    checkEtag(type, old, etag);
    const draft: Draft = { ...old, ...parsed.values };
    await cascades[type.name]?.prepare?.(draft, changes, old);
    checkDraft(type, draft);
    const before = { ...old, ...(await currentJoins(tx, parsed, old.id)) };
    const written = changedValues(type, old, draft);
    const joined = new Map([...parsed.joins].filter(([join, ids]) => !isSameValue(before[join.key], ids)));
    if (Object.keys(written).length === 0 && joined.size === 0) return { before: old };
    const { row, noted } = await trace.stage('apply', () => write(type, old, written, joined, draft));
    return { before, updated: row, noted };
  }

  async function insert(type: RecordType, draft: Draft, { joins }: ParsedInput): Promise<Written> {
    try {
      const written = confirmed(await insertRecord(tx, type, draft, personId, along()));
      for (const [join, ids] of joins) await writeJoins(tx, join, written.row.id, ids);
      return written;
    } catch (error) {
      throw explainWriteError(error, recordTypes, type, draft);
    }
  }

  async function write(type: RecordType, old: RecordRow, values: Draft, joins: ParsedInput['joins'], draft: Draft) {
    try {
      for (const [join, ids] of joins) {
        refuseItself(type, join.key, join.to, old.id, ids);
        await writeJoins(tx, join, old.id, ids);
      }
      return confirmed(await updateRecord(tx, type, old.id, values, personId, along()));
    } catch (error) {
      throw explainWriteError(error, recordTypes, type, draft);
    }
  }

  async function remove(victim: Victim): Promise<void> {
    try {
      await deleteRecords(tx, victim.type, [victim.row.id]);
    } catch (error) {
      throw explainDeleteError(error, victim);
    }
  }

  async function deletion({ type, row }: Victim): Promise<Change> {
    const before: Record<string, unknown> = {};
    for (const join of type.joins) {
      if (join.settable) before[join.key] = (await loadJoinedIds(tx, join, [row.id])).get(row.id) ?? [];
    }
    const old = { ...row, ...before };
    return { type, event: 'DELETE', recordId: row.id, old, diff: diffRecords(type, old, undefined) };
  }
}

interface Updated {
  readonly before: RecordRow;
  /** Undefined when nothing differs. */
  readonly updated?: RecordRow;
  readonly noted?: Noted;
}

/** @throws ConcurrencyError */
function checkEtag(type: RecordType, row: RecordRow, etag: string | undefined): void {
  if (etag === undefined || etag === row._etag) return;
  throw new ConcurrencyError(
    `${type.label} ${row.id} was changed since you read it (its etag is no longer "${etag}"): read it again and repeat your change.`,
  );
}
