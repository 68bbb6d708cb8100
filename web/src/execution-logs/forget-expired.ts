import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { LogPage } from './operations.ts';

interface Log {
  readonly id: unknown;
}

interface Related {
  readonly others: Log[];
  readonly previous: Log | undefined;
  readonly next: Log | undefined;
}

type IsKept = (log: Log) => boolean;

/** By the first word of a query's key: what is left of what it read, or the same object when all is. */
const forgetters: Record<string, (data: never, isKept: IsKept, id: unknown) => unknown> = {
  'execution-logs': (data: InfiniteData<LogPage> | Log[], isKept) => {
    if (Array.isArray(data)) return keepIn(data, isKept);
    const pages = data.pages.map((page) => {
      const logs = keepIn(page.logs, isKept);
      return logs === page.logs ? page : { ...page, logs };
    });
    return pages.every((page, n) => page === data.pages[n]) ? data : { ...data, pages };
  },
  'execution-log': ofOneLog,
  'execution-log-code': ofOneLog,
  'execution-log-contexts': ofOneLog,
  'related-execution-logs': (data: Related, isKept, id) => {
    const others = isKept({ id }) ? keepIn(data.others, isKept) : [];
    const [previous, next] = [data.previous, data.next].map((log) => (log && isKept(log) ? log : undefined));
    const isSame = others === data.others && previous === data.previous && next === data.next;
    return isSame ? data : { ...data, others, previous, next };
  },
};

/**
 * Takes logs created at that moment or before out of all that was read: a page that shows them shows them no longer, one
 * of a single log says that it is not there any more.
 */
export function forgetExpired(queryClient: QueryClient, expiredBefore: number): void {
  const isKept: IsKept = ({ id }) => momentOf(String(id)) > expiredBefore;
  for (const query of queryClient.getQueryCache().getAll()) {
    const [kind, id] = query.queryKey;
    const { data, dataUpdatedAt } = query.state;
    const forget = forgetters[String(kind)];
    if (!forget || !data) continue;
    const kept = forget(data as never, isKept, id);
    if (kept !== data) queryClient.setQueryData(query.queryKey, kept, { updatedAt: dataUpdatedAt });
  }
}

function ofOneLog(data: unknown, isKept: IsKept, id: unknown): unknown {
  return isKept({ id }) ? data : null;
}

function keepIn<Kept extends Log>(logs: Kept[], isKept: IsKept): Kept[] {
  return logs.every(isKept) ? logs : logs.filter(isKept);
}

/** When the log was created, in milliseconds: the first 48 bits of its id. */
function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
