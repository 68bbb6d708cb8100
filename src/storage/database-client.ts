// A connection that asks PostgreSQL no oftener than it must: queries that come again and again are prepared and described
// once, BEGIN travels with the first statement of a transaction, and COMMIT, where it is told, with the last. Each saves a
// round trip, in which the server, PostgreSQL and the network wake each other, or a part of its messages. (Decision 092.)

import pg from 'pg';
import type { KeptNames } from './kept-names.ts';
import type { StatementNames } from './statement-names.ts';

/**
 * Sent to a connection, this makes the statement after it commit its transaction; when that one fails, nothing is committed.
 * Nothing may follow that but the end of the transaction. A comment to any other client: the transaction is then committed as
 * any other.
 */
export const commitWithNext = '-- the next statement commits';

const begin = { text: 'begin', name: 'interlock_begin' };
const commit = { text: 'commit', name: 'interlock_commit' };
const nothing = { command: '', rowCount: null, oid: 0, fields: [], rows: [] };

/** What a connection of ours can do beside what pg's can. */
export interface DatabaseClient {
  /**
   * Asks what is asked often, but in words that differ from day to day, or with what people look for: each connection keeps the
   * last of them prepared. @param plans a word for the settings that it is planned with, whose plan is kept
   */
  queryKept(text: string, values: unknown[], plans: string): Promise<pg.QueryResult>;
}

/** A list of thirty days takes 0.7 MB of PostgreSQL's memory; a page has two or three. */
const MAX_KEPT = 20;

type Query = (this: pg.Client, text: unknown, values?: unknown, ...rest: unknown[]) => unknown;
const query = pg.Client.prototype.query as Query;

/** For a pool's `Client` option: queries that Kysely sends (a text and an array of values) are dealt with as described above. */
export function databaseClient(names: StatementNames, keptNames: KeptNames): typeof pg.Client {
  return class extends pg.Client implements DatabaseClient {
    #isBeginDue = false;
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
          return this.#begin();
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

    async queryKept(text: string, values: unknown[], plans: string): Promise<pg.QueryResult> {
      const name = keptNames.find(text, plans);
      if (name !== undefined) await this.#makeRoomFor(name);
      return (await this.#send({ text, values, name }, unframed)) as pg.QueryResult;
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

    /** The first of a connection is asked for by itself, which prepares it. */
    #begin(): unknown {
      if (!this.#hasPrepared(begin)) return query.call(this, begin);
      this.#isBeginDue = true;
      return Promise.resolve(nothing);
    }

    #end(statement: { text: string; name?: string }): unknown {
      const isOver = this.#isBeginDue || this.#hasCommitted;
      this.#isBeginDue = false;
      this.#isCommitDue = false;
      this.#hasCommitted = false;
      return isOver ? Promise.resolve(nothing) : query.call(this, statement);
    }

    async #ask(text: string, values: unknown[]): Promise<unknown> {
      if (this.#hasCommitted) throw new Error(`The transaction is committed already; after it came: ${text}`);
      const frame = { begins: this.#isBeginDue, commits: this.#isCommitDue };
      this.#isBeginDue = false;
      this.#isCommitDue = false;
      const mayBeSeveral = text.includes(';');
      if (mayBeSeveral && values.length === 0) {
        if (frame.begins) await query.call(this, begin);
        return query.call(this, text);
      }
      const name = mayBeSeveral ? undefined : names.find(text);
      try {
        return await this.#send({ text, values, ...(name && { name }) }, frame);
      } catch (error) {
        if (isStalePlan(error)) names.forget();
        throw error;
      }
    }

    async #send(config: pg.QueryConfig, frame: Frame): Promise<unknown> {
      const { name } = config;
      if (name === undefined && !frame.begins && !frame.commits) return query.call(this, config);
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
  readonly begins: boolean;
  readonly commits: boolean;
}
const unframed: Frame = { begins: false, commits: false };

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
  bind(options: { statement: string }): void;
  describe(options: object): void;
  execute(options: object): void;
  sync(): void;
}

/** The methods of pg's own Query that its types leave out. */
interface Submitted {
  portal: string;
  prepare(wire: Wire): void;
  handleCommandComplete(message: { text: string }, wire: Wire): void;
}
const submitted = pg.Query.prototype as unknown as Submitted;

/**
 * A statement as one message to PostgreSQL, without asking again what columns it has, with BEGIN before it, COMMIT after it,
 * or both: when one of them fails, PostgreSQL skips those after it.
 */
class PreparedQuery extends pg.Query {
  declare portal: string;
  declare _result: Described;
  declare _accumulateRows: boolean;
  readonly #frame: Frame;
  readonly #isDescribed: boolean;

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
    if (!description) return;
    Object.assign(this._result, description);
    this._accumulateRows = true;
  }

  requiresPreparation(): boolean {
    return true;
  }

  prepare(wire: Wire): void {
    if (this.#frame.begins) run(wire, begin);
    submitted.prepare.call(this as unknown as Submitted, this.#isDescribed ? withoutDescribe(wire) : wire);
  }

  _getRows(wire: Wire): void {
    wire.execute({ portal: this.portal });
    if (this.#frame.commits) run(wire, commit);
    wire.sync();
  }

  handleCommandComplete(message: { text: string }, wire: Wire): void {
    if (message.text === 'BEGIN' || message.text === 'COMMIT') return;
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

function run(wire: Wire, { name }: { name: string }): void {
  wire.bind({ statement: name });
  wire.execute({});
}

/** A migration (another node's, while we run) changed what a named statement answers. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  const FEATURE_NOT_SUPPORTED = '0A000';
  return code === FEATURE_NOT_SUPPORTED && message?.includes('cached plan') === true;
}
