import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type LogListState, logSelection } from './log-list-state.ts';
import { type LogScope, logsPerPage } from './log-list-variables.ts';
import { readLogPage } from './operations.ts';
import type { ListPlace } from './use-list-anchor.ts';
import type { LogList } from './use-log-list.ts';

const askEveryMs = 3_000;

interface NewLogs {
  state: LogListState;
  scope: LogScope;
  list: LogList;
  place: ListPlace;
  paused: boolean;
}

/** Asks every few seconds, while the page is in sight, what came before the first log; shows it when told to. */
export function useNewLogs({ state, scope, list, place, paused }: NewLogs) {
  const first = list.logs?.[0]?.cursor;
  const isNewestFirst = (state.sort ?? 'newest') === 'newest';
  const isAtBeginning = list.logs !== undefined && !list.hasPrevious && !list.isStale;
  const isAvailable = isNewestFirst && state.context === undefined;
  const asked = isAvailable && isAtBeginning && !paused;
  const poll = useQuery({
    queryKey: ['new-execution-logs', scope, logSelection(state), first ?? ''],
    queryFn: ({ signal }) => readLogPage(state, scope, { before: first }, signal),
    enabled: asked,
    refetchInterval: askEveryMs,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const found = asked ? poll.data : undefined;
  const count = found?.logs.length ?? 0;

  const show = () => {
    if (!found) return;
    if (count >= logsPerPage) void list.forget();
    else list.prepend(found);
  };

  // A list from the cache is brought up to date at once, unless somebody came back to what was being read.
  const checked = useRef<ListPlace>(undefined);
  useEffect(() => {
    if (!found || checked.current === place) return;
    checked.current = place;
    if (count > 0 && !place.isReturn && place.anchor === undefined) show();
  });
  return { count, isMore: count >= logsPerPage, show, isAvailable, isFailing: asked && poll.isError };
}
