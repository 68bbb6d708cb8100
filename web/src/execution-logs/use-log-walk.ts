import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type LogRow, logCodeQuery } from './operations.ts';
import type { LogList } from './use-log-list.ts';

/** So many logs before the last one loaded, more are asked for. */
const lookAhead = 20;

interface LogWalk {
  /** Undefined while none is open. */
  id: string | undefined;
  list: LogList;
  onGo: (log: LogRow) => void;
}

/**
 * Steps through the logs in the table's order, loading more at either end; undefined where there is none. Keys can come
 * faster than the page is drawn: a step counts from where the last one went, not from what is drawn.
 */
export function useLogWalk({ id, list, onGo }: LogWalk) {
  const queryClient = useQueryClient();
  const isLoading = useRef(false);
  const at = useRef(id);
  const gone = useRef(new Set<string>());
  useEffect(() => {
    if (id === undefined) gone.current.clear();
    if (id === undefined || !gone.current.delete(id)) at.current = id;
  }, [id]);
  const logs = list.logs ?? [];
  const index = id === undefined ? -1 : logs.findIndex((log) => log.id === id);

  const go = (log: LogRow) => {
    at.current = String(log.id);
    gone.current.add(at.current);
    onGo(log);
  };
  const step = async (by: 1 | -1): Promise<void> => {
    if (isLoading.current) return;
    const neighbourIn = (known: LogRow[]) => {
      const from = known.findIndex((log) => log.id === at.current);
      return from < 0 ? undefined : known[from + by];
    };
    let neighbour = neighbourIn(logs);
    if (!neighbour && (by === 1 ? list.hasNext : list.hasPrevious)) {
      isLoading.current = true;
      const known = await (by === 1 ? list.loadNext : list.loadPrevious)().finally(() => {
        isLoading.current = false;
      });
      neighbour = neighbourIn(known ?? []);
    }
    if (neighbour) go(neighbour);
  };
  const hasPrevious = index > 0 || (index === 0 && list.hasPrevious);
  const hasNext = index >= 0 && (index < logs.length - 1 || list.hasNext);

  useEffect(() => prefetchAround(queryClient, logs, index));
  const isNearEnd = index >= 0 && index + lookAhead >= logs.length;
  useEffect(() => {
    if (isNearEnd && list.hasNext && !list.isFetchingNext && !list.error) void list.loadNext();
  });
  return {
    index,
    previous: hasPrevious ? () => void step(-1) : undefined,
    next: hasNext ? () => void step(1) : undefined,
    /** Where the last step went. */
    lastId: () => at.current,
  };
}

/** The next two, as walking goes on that way, and the one before. */
function prefetchAround(queryClient: QueryClient, logs: readonly LogRow[], index: number): void {
  if (index < 0) return;
  for (const log of [logs[index + 1], logs[index - 1], logs[index + 2]]) {
    if (log) void queryClient.prefetchQuery(logCodeQuery(String(log.id)));
  }
}
