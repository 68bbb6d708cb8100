import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';
import { type LogHead, logCodeQuery, logsQuery } from './operations.ts';

export interface LogPage {
  nodes: LogHead[];
  pageInfo: {
    startCursor: string | null;
    endCursor: string | null;
    hasNextPage: boolean;
    hasPreviousPage: boolean;
  };
}

interface LogWalk {
  id: string;
  page: LogPage;
  state: LogListState;
  scope: LogScope;
  onChange: (change: LogListState) => void;
}

/** Steps through the logs in the table's order, turning its page at either end; undefined where there is no more. */
export function useLogWalk({ id, page, state, scope, onChange }: LogWalk) {
  const queryClient = useQueryClient();
  const [turning, setTurning] = useState(false);
  const index = page.nodes.findIndex((log) => String(log.id) === id);

  const turnTo = async (position: LogListState, end: 'first' | 'last') => {
    setTurning(true);
    const { nodes } = await queryClient
      .fetchQuery(logsQuery({ ...state, ...position }, scope))
      .catch(() => ({ nodes: [] }));
    setTurning(false);
    const log = nodes.at(end === 'first' ? 0 : -1);
    if (log) onChange({ ...position, quick: String(log.id) });
  };
  const step = (by: 1 | -1): (() => void) | undefined => {
    if (index < 0 || turning) return undefined;
    const neighbour = page.nodes[index + by];
    if (neighbour) return () => onChange({ quick: String(neighbour.id) });
    const { startCursor, endCursor, hasNextPage, hasPreviousPage } = page.pageInfo;
    if (by === 1 && hasNextPage && endCursor)
      return () => void turnTo({ after: endCursor, before: undefined }, 'first');
    if (by === -1 && hasPreviousPage && startCursor)
      return () => void turnTo({ before: startCursor, after: undefined }, 'last');
    return undefined;
  };

  const previous = step(-1);
  const next = step(1);
  useEffect(() => prefetchAround(queryClient, page.nodes, index), [queryClient, page.nodes, index]);
  useEffect(() => {
    const walk = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'ArrowLeft') previous?.();
      if (event.key === 'ArrowRight') next?.();
    };
    window.addEventListener('keydown', walk);
    return () => window.removeEventListener('keydown', walk);
  });
  return { previous, next };
}

function prefetchAround(queryClient: QueryClient, logs: LogHead[], index: number): void {
  if (index < 0) return;
  for (const log of [logs[index + 1], logs[index - 1]]) {
    if (log) void queryClient.prefetchQuery(logCodeQuery(String(log.id)));
  }
}
