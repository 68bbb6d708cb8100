import { coerceInputValue, type GraphQLSchema, isInputType } from 'graphql';
import { z } from 'zod';
import type { LogQuery } from '../execution-logs/find-logs.ts';
import { readLogFilters } from '../graphql/execution-log-filters.ts';
import { BadInputError, LimitExceededError } from '../records/errors.ts';

/** Logs in one Zip at most. */
export const maxDownloads = 10_000;

export type DownloadRequest = { ids: readonly string[] } | LogQuery;

const body = z.union([
  z.strictObject({ ids: z.array(z.string()).min(1) }),
  z.strictObject({ search: z.string().nullish(), filters: z.record(z.string(), z.unknown()).nullish() }),
]);

/** `{ids}` or `{search, filters}`, the filters being those of `executionLogs`. @throws BadInputError, LimitExceededError */
export function parseDownload(input: unknown, schema: GraphQLSchema): DownloadRequest {
  const parsed = body.safeParse(input);
  if (!parsed.success) {
    throw new BadInputError('Send {"ids": ["…"]} with at least one id, or {"search": "…", "filters": {…}}.');
  }
  if (!('ids' in parsed.data)) {
    const { search, filters } = parsed.data;
    return { search, filters: readLogFilters(filters && parseFilters(filters, schema)) };
  }
  const ids = [...new Set(parsed.data.ids)];
  if (ids.length > maxDownloads) throw tooMany(`${ids.length} logs were asked for`);
  return { ids };
}

export function tooMany(what: string): LimitExceededError {
  return new LimitExceededError(
    `${what}; one Zip holds ${maxDownloads} at most. Narrow the search, or download in parts.`,
  );
}

function parseFilters(filters: object, schema: GraphQLSchema): Record<string, Record<string, unknown> | null> {
  const type = schema.getType('ExecutionLogFilters');
  if (!isInputType(type)) throw new Error('The schema has no ExecutionLogFilters');
  return coerceInputValue(filters, type, (path, _value, { message }) => {
    throw new BadInputError(`filters${path.map((key) => `.${key}`).join('')}: ${message}`);
  }) as Record<string, Record<string, unknown> | null>;
}
