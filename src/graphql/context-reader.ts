import type { DocumentNode } from 'graphql';
import { ContextError, type ContextReader } from '../actions/context-reader.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { RequestError } from '../records/errors.ts';
import { type CompiledQuery, compileContextQuery, executeContextQuery } from './context-query.ts';
import { createSchema } from './create-schema.ts';
import { flattenContext } from './flatten-context.ts';
import type { RowBudgetLimits } from './row-budget.ts';

export interface ContextReaderOptions {
  readonly recordTypes: RecordTypes;
  /** What one query may read. */
  readonly limits?: RowBudgetLimits;
}

const defaultLimits: RowBudgetLimits = { maxRows: 10_000, maxBytes: 32 * 1024 * 1024 };
/** Compiled queries kept; an installation has fewer actions. */
const maxCompiled = 5_000;

/**
 * Reads the contexts of actions on the schema of records alone: what contexts can't ask for (rules, logs) is not in it.
 * An empty context reads nothing. A query that a change of the schema broke fails with a ContextError each time.
 */
export function createContextReader({ recordTypes, limits = defaultLimits }: ContextReaderOptions): ContextReader {
  const schema = createSchema({ recordTypes, modules: [] });
  const compiled = new Map<string, CompiledQuery>();

  const compile = (source: string): CompiledQuery => {
    const known = compiled.get(source);
    if (known) return known;
    const fresh = compileContextQuery(schema, source);
    if (compiled.size >= maxCompiled) compiled.delete(compiled.keys().next().value!);
    compiled.set(source, fresh);
    return fresh;
  };

  return {
    check(source) {
      if (source.trim() === '') return [];
      return (compile(source).problems ?? []).map((problem) => ({ field: 'context', ...problem }));
    },
    async read(source, options) {
      if (source.trim() === '') return {};
      const { document, problems } = compile(source);
      if (!document) throw new ContextError(describe(problems![0]!));
      return flattenContext(await run(document, options), document);
    },
  };

  async function run(
    document: DocumentNode,
    { tx, person, id }: Parameters<ContextReader['read']>[1],
  ): Promise<Record<string, unknown>> {
    const { data, errors } = await executeContextQuery(document, { tx, person, id, schema, recordTypes, limits });
    const [error] = errors ?? [];
    if (!error) return data as Record<string, unknown>;
    // What the database refused has ended the transaction: that is a failure of ours, and the change must fail with it.
    if (error.originalError && !(error.originalError instanceof RequestError)) throw error.originalError;
    throw new ContextError(error.message, { cause: error });
  }
}

function describe({ message, line, column }: { message: string; line: number | null; column: number | null }): string {
  return line === null ? message : `${message} (line ${line}, column ${column})`;
}
