// A connection that asks PostgreSQL no oftener than it must: queries that come again and again are prepared and described
// once, BEGIN travels with the first statement of a transaction, settings with the one that they are for, and COMMIT, where it is told, with
// the last. Each saves a round trip, in which the server, PostgreSQL and the network wake each other, or a part of its messages. (Decision 092.)

import pg from 'pg';
import type { KeptNames } from './kept-names.ts';
import type { StatementNames } from './statement-names.ts';

/**
 * Sent to a connection, this makes the statement after it commit its transaction; when that one fails, nothing is committed.
 * Nothing may follow that but the end of the transaction. A comment to any other client: the transaction is then committed as
 * any other.
 */
export const commitWithNext = '-- the next statement commits';

/** One whose answer nobody looks at, by its own name on each connection. */
export interface Companion {
  name: string;
  text: string;
  values?: readonly string[];
  /** Whether it begins a transaction. */
  begins?: boolean;
}

const begin: Companion = { text: 'begin', name: 'interlock_begin', begins: true };
const commit: Companion = { text: 'commit', name: 'interlock_commit' };
const nothing = { command: '', rowCount: null, oid: 0, fields: [], rows: [] };

/** What a connection of ours can do beside what pg's can. */
export interface DatabaseClient {
  /**
   * Asks what is asked often, but in words that differ from day to day, or with what people look for: each connection keeps the
   * last of them prepared. @param plans a word for the settings that it is planned with, whose plan is kept; without, it is not prepared
   */
  queryKept(text: string, values: unknown[], plans: string | undefined): Promise<pg.QueryResult>;
  /** Travels with the next statement that comes as a text and values: nothing is sent before. */
  sendWithNext(companion: Companion): void;
}

/** A list of thirty days takes 0.7 MB of PostgreSQL's memory; a page has two or three. */
const MAX_KEPT = 20;

type Query = (this: pg.Client, text: unknown, values?: unknown, ...rest: unknown[]) => unknown;
const query = pg.Client.prototype.query as Query;

/** For a pool's `Client` option: queries that Kysely sends (a text and an array of values) are dealt with as described above. */
export function databaseClient(names: StatementNames, keptNames: KeptNames): typeof pg.Client {
  return class extends pg.Client implements DatabaseClient {
    #due: Companion[] = [];
    #isCommitDue = false;
    #hasCommitted = false;
    readonly #descriptions = new Map<string, Description>();
    /** Names, in the order of their last use. */
    readonly #kept = new Set<string>();

    // biome-ignore lint/suspicious/noExplicitAny: pg declares query with ten overloads; the signature stays theirs.
    override query = ((text: unknown, values?: unknown, ...rest: unknown[]): any => {
      if (typeof text !== 'string' || !Array.isArray(values) || rest.length > 0) {
        return query.call(this, text, values, ...rest);
      }
      switch (text) {
        case begin.text:
          this.sendWithNext(begin);
          return Promise.resolve(nothing);
        case commitWithNext:
          this.#isCommitDue = this.#hasPrepared(commit);
          return Promise.resolve(nothing);
        case commit.text:
          return this.#end(commit);
        case 'rollback':
          return this.#end({ text });
        default:
          return this.#ask(text, values);
      }
    }) as pg.Client['query'];

    async queryKept(text: string, values: unknown[], plans: string | undefined): Promise<pg.QueryResult> {
      const name = plans === undefined ? undefined : keptNames.find(text, plans);
      if (name !== undefined) await this.#makeRoomFor(name);
      return (await this.#send(
        { text, values, name },
        { before: await this.#takeDue(), commits: false },
      )) as pg.QueryResult;
    }

    sendWithNext(companion: Companion): void {
      this.#due.push(companion);
    }

    async #makeRoomFor(name: string): Promise<void> {
      this.#kept.delete(name);
      this.#kept.add(name);
      if (this.#kept.size <= MAX_KEPT) return;
      const oldest = this.#kept.values().next().value!;
      this.#kept.delete(oldest);
      if (!this.#hasPrepared({ name: oldest })) return;
      await query.call(this, `deallocate ${pg.escapeIdentifier(oldest)}`);
      this.#descriptions.delete(oldest);
      delete (this.connection as unknown as Wire).parsedStatements[oldest];
    }

    /** What is to travel with the next. The first of a connection is asked for by itself, which prepares it, and whatever is before it. */
    async #takeDue(): Promise<readonly Companion[]> {
      const due = this.#due;
      this.#due = [];
      if (due.every((companion) => this.#hasPrepared(companion))) return due;
      for (const companion of due) await query.call(this, companion);
      return [];
    }

    #end(statement: { text: string; name?: string }): unknown {
      const isOver = this.#due.some(({ begins }) => begins) || this.#hasCommitted;
      this.#due = [];
      this.#isCommitDue = false;
      this.#hasCommitted = false;
      return isOver ? Promise.resolve(nothing) : query.call(this, statement);
    }

    async #ask(text: string, values: unknown[]): Promise<unknown> {
      if (this.#hasCommitted) throw new Error(`The transaction is committed already; after it came: ${text}`);
      const commits = this.#isCommitDue;
      this.#isCommitDue = false;
      const mayBeSeveral = text.includes(';');
      if (mayBeSeveral && values.length === 0) {
        for (const companion of this.#due.splice(0)) await query.call(this, companion);
        return query.call(this, text);
      }
      const name = mayBeSeveral ? undefined : names.find(text);
      try {
        return await this.#send({ text, values, ...(name && { name }) }, { before: await this.#takeDue(), commits });
      } catch (error) {
        if (isStalePlan(error)) names.forget();
        throw error;
      }
    }

    async #send(config: pg.QueryConfig, frame: Frame): Promise<unknown> {
      const { name } = config;
      if (name === undefined && !frame.before.length && !frame.commits) return query.call(this, config);
      const description = name === undefined ? undefined : this.#descriptions.get(name);
      const result = await new Promise<pg.QueryResult>((resolve, reject) => {
        const settle = (error: Error | undefined, result: pg.QueryResult) => (error ? reject(error) : resolve(result));
        query.call(this, new PreparedQuery(config, frame, description, settle));
      });
      if (name !== undefined && !description) this.#descriptions.set(name, describe(result));
      this.#hasCommitted = frame.commits;
      return result;
    }

    #hasPrepared({ name }: { name: string }): boolean {
      return (this.connection as unknown as Wire).parsedStatements[name] !== undefined;
    }
  };
}

interface Frame {
  readonly before: readonly Companion[];
  readonly commits: boolean;
}

/**
 * What PostgreSQL has answered of a statement's columns, with their parsers. It holds as long as the connection: a statement
 * whose columns have changed meanwhile fails instead ("cached plan must not change result type").
 */
type Description = Pick<Described, 'fields' | '_parsers' | '_prebuiltEmptyResultObject'>;

/** What a result of pg knows of columns. */
interface Described {
  fields: unknown;
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}

function describe(result: unknown): Description {
  const { fields, _parsers, _prebuiltEmptyResultObject } = result as Described;
  // pg has made it property by property; beyond a dozen, V8 keeps such an object, and every row, which begins as a copy of it,
  // as a dictionary. Parsed, it has a shape.
  return { fields, _parsers, _prebuiltEmptyResultObject: JSON.parse(JSON.stringify(_prebuiltEmptyResultObject)) };
}

/** What pg's queries use of a connection; a bound statement that is not described answers only that it is complete. */
interface Wire {
  readonly parsedStatements: Record<string, string | undefined>;
  bind(options: { statement: string; values: readonly string[] | undefined }): void;
  describe(options: object): void;
  execute(options: object): void;
  sync(): void;
}

/** The methods of pg's own Query that its types leave out. */
interface Submitted {
  portal: string;
  prepare(wire: Wire): void;
  handleDataRow(message: object): void;
  handleCommandComplete(message: { text: string }, wire: Wire): void;
}
const submitted = pg.Query.prototype as unknown as Submitted;

/**
 * A statement as one message to PostgreSQL, without asking again what columns it has, with companions before it, COMMIT after it,
 * or both: when one of them fails, PostgreSQL skips those after it.
 */
class PreparedQuery extends pg.Query {
  declare portal: string;
  declare _result: Described;
  declare _accumulateRows: boolean;
  readonly #frame: Frame;
  readonly #isDescribed: boolean;
  /** Of the companions, those whose answers have not come yet. */
  #awaited: number;

  constructor(
    config: pg.QueryConfig,
    frame: Frame,
    description: Description | undefined,
    callback: (error: Error | undefined, result: pg.QueryResult) => void,
  ) {
    // Of an object pg would make a copy, property by property.
    super(config.text, config.values as never, callback as never);
    (this as { name?: string }).name = config.name;
    this.#frame = frame;
    this.#isDescribed = description !== undefined;
    this.#awaited = frame.before.length;
    if (!description) return;
    Object.assign(this._result, description);
    this._accumulateRows = true;
  }

  requiresPreparation(): boolean {
    return true;
  }

  prepare(wire: Wire): void {
    for (const companion of this.#frame.before) run(wire, companion);
    submitted.prepare.call(this as unknown as Submitted, this.#isDescribed ? withoutDescribe(wire) : wire);
  }

  _getRows(wire: Wire): void {
    wire.execute({ portal: this.portal });
    if (this.#frame.commits) run(wire, commit);
    wire.sync();
  }

  handleDataRow(message: object): void {
    if (this.#awaited === 0) submitted.handleDataRow.call(this as unknown as Submitted, message);
  }

  handleCommandComplete(message: { text: string }, wire: Wire): void {
    if (this.#awaited > 0) {
      this.#awaited -= 1;
      return;
    }
    if (message.text === 'COMMIT') return;
    submitted.handleCommandComplete.call(this as unknown as Submitted, message, wire);
  }
}

const undescribing = new WeakMap<Wire, Wire>();

/** The same connection, but for Describe, which it doesn't send. */
function withoutDescribe(wire: Wire): Wire {
  const known = undescribing.get(wire);
  if (known) return known;
  const quiet: Wire = Object.create(wire, { describe: { value: () => {} } });
  undescribing.set(wire, quiet);
  return quiet;
}

function run(wire: Wire, { name, values }: Companion): void {
  wire.bind({ statement: name, values });
  wire.execute({});
}

/** A migration (another node's, while we run) changed what a named statement answers. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  const FEATURE_NOT_SUPPORTED = '0A000';
  return code === FEATURE_NOT_SUPPORTED && message?.includes('cached plan') === true;
}
