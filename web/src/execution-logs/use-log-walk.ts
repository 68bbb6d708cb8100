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

/** Steps through the logs in the table's order, loading more at either end; undefined where there is none. */
export function useLogWalk({ id, list, onGo }: LogWalk) {
  const queryClient = useQueryClient();
  const isLoading = useRef(false);
  const logs = list.logs ?? [];
  const index = id === undefined ? -1 : logs.findIndex((log) => log.id === id);

  const loadAndGo = async (load: () => Promise<LogRow[] | undefined>, by: 1 | -1) => {
    if (isLoading.current) return;
    isLoading.current = true;
    const known = await load().finally(() => {
      isLoading.current = false;
    });
    const neighbour = known?.[known.findIndex((log) => log.id === id) + by];
    if (neighbour) onGo(neighbour);
  };
  const step = (by: 1 | -1): (() => void) | undefined => {
    if (index < 0) return undefined;
    const neighbour = logs[index + by];
    if (neighbour) return () => onGo(neighbour);
    if (by === 1 && list.hasNext) return () => void loadAndGo(list.loadNext, by);
    if (by === -1 && list.hasPrevious) return () => void loadAndGo(list.loadPrevious, by);
    return undefined;
  };

  useEffect(() => prefetchAround(queryClient, logs, index));
  const { hasNext, isFetchingNext, loadNext } = list;
  const isNearEnd = index >= 0 && index + lookAhead >= logs.length;
  useEffect(() => {
    if (isNearEnd && hasNext && !isFetchingNext) void loadNext();
  });
  return { index, previous: step(-1), next: step(1) };
}

/** The next two, as walking goes on that way, and the one before. */
function prefetchAround(queryClient: QueryClient, logs: readonly LogRow[], index: number): void {
  if (index < 0) return;
  for (const log of [logs[index + 1], logs[index - 1], logs[index + 2]]) {
    if (log) void queryClient.prefetchQuery(logCodeQuery(String(log.id)));
  }
}
