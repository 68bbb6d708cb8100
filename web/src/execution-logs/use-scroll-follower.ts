import { useCallback, useEffect, useRef } from 'react';
import type { LogList } from './use-log-list.ts';

/** So many rows before either end of what is loaded, more is asked for. */
const loadAhead = 50;
const followAfterMs = 300;

interface ScrollFollower {
  list: LogList;
  /** Puts the place in the address: the cursor above the first row in sight. */
  follow: (after: string | undefined) => void;
  keepScroll: (scrollTop: number) => void;
}

/** What scrolling does besides: it loads more, and the address follows when it comes to rest. */
export function useScrollFollower(options: ScrollFollower) {
  const latest = useRef(options);
  latest.current = options;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback((first: number, last: number, scrollTop: number) => {
    const { list, keepScroll } = latest.current;
    const { logs = [], hasNext, hasPrevious, isStale, error } = list;
    keepScroll(scrollTop);
    if (isStale) return;
    if (last + loadAhead >= logs.length && hasNext && !list.isFetchingNext && !error) void list.loadNext();
    else if (first < loadAhead && hasPrevious && !list.isFetchingPrevious && !error) void list.loadPrevious();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { list, follow } = latest.current;
      const above = list.logs?.[first - 1];
      if (above) follow(above.cursor);
      else if (!list.hasPrevious && !list.isStale) follow(undefined);
    }, followAfterMs);
  }, []);
}
