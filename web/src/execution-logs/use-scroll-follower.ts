import { useRouter } from '@tanstack/react-router';
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
  const router = useRouter();
  const latest = useRef(options);
  latest.current = options;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(
    (first: number, last: number, scrollTop: number) => {
      const { list, keepScroll } = latest.current;
      const { logs = [], hasNext, hasPrevious, isStale, error } = list;
      keepScroll(scrollTop);
      if (isStale) return;
      if (last + loadAhead >= logs.length && hasNext && !list.isFetchingNext && !error) void list.loadNext();
      else if (first < loadAhead && hasPrevious && !list.isFetchingPrevious && !error) void list.loadPrevious();
      const followWhenAtRest = () => {
        // Following would call back somebody who is on the way to another page. If they leave, the list goes, and this with it.
        if (router.state.status === 'pending') {
          timer.current = setTimeout(followWhenAtRest, followAfterMs);
          return;
        }
        const { list, follow } = latest.current;
        const above = list.logs?.[first - 1];
        if (above) follow(above.cursor);
        else if (!list.hasPrevious && !list.isStale) follow(undefined);
      };
      clearTimeout(timer.current);
      timer.current = setTimeout(followWhenAtRest, followAfterMs);
    },
    [router],
  );
}
