import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getFrom } from '../api/plain-request.ts';

/** What the actions of a log saw. */
export interface LogContexts {
  /** Why not all is shown; null when all is. */
  readonly hidden: string | null;
  /** By action id. */
  readonly contexts: Readonly<Record<string, unknown>>;
}

/** Null when the log expired or never was. Contexts are forgotten soon, as they can be megabytes. */
export function logContextsQuery(id: string) {
  return queryOptions({
    queryKey: ['execution-log-contexts', id],
    queryFn: async ({ signal }) => {
      const response = await getFrom(`/execution-logs/${encodeURIComponent(id)}/contexts`, signal);
      return (await response.json()) as LogContexts | null;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    structuralSharing: false,
  });
}

/** What the action was given in that log. Throws an error fit to be shown when there is none to be had, or not all. */
export async function readLoggedContext(
  queryClient: QueryClient,
  logId: string,
  actionId: number | string,
): Promise<unknown> {
  const log = await queryClient.fetchQuery(logContextsQuery(logId));
  if (!log) throw new Error('This log has expired since: choose another.');
  if (log.hidden) throw new Error(log.hidden);
  if (!(actionId in log.contexts)) throw new Error('The action did not run in this log.');
  return log.contexts[actionId];
}
