import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';
import { type LogPage, type LogRow, logCountQuery, logPagesQuery } from './operations.ts';

/** The logs loaded so far, in order, and how to get more of them at either end. */
export function useLogList(state: LogListState, scope: LogScope, anchor: string | undefined) {
  const queryClient = useQueryClient();
  const options = logPagesQuery(state, scope, anchor);
  const list = useInfiniteQuery(options);
  const count = useQuery(logCountQuery(state, scope));
  const pages = list.data?.pages;
  const logs = useMemo<LogRow[] | undefined>(() => pages?.flatMap((page) => page.logs), [pages]);

  /** Puts a page before those there are. */
  const prepend = (page: LogPage) => {
    queryClient.setQueryData(
      options.queryKey,
      (known) =>
        known && {
          pages: [page, ...known.pages],
          pageParams: [{ before: known.pages[0]?.startCursor ?? undefined }, ...known.pageParams],
        },
    );
    void count.refetch();
  };
  /** Forgets what is loaded, so that the list is read from its beginning. */
  const forget = async () => {
    const { queryKey } = logPagesQuery(state, scope, undefined);
    await queryClient.resetQueries({ queryKey, exact: true });
    void count.refetch();
  };
  const more = (end: 'next' | 'previous') => async () => {
    const { data } = await (end === 'next' ? list.fetchNextPage : list.fetchPreviousPage)({ cancelRefetch: false });
    return data?.pages.flatMap((page) => page.logs);
  };
  const gaveUpAt = pages?.at(-1)?.gaveUpAt ?? undefined;
  return {
    logs,
    /** Undefined until it is known, and for a search of contexts. */
    count: state.context === undefined ? count.data : undefined,
    /** Up to where contexts were searched: the rest only when somebody asks for it. */
    gaveUpAt,
    isContextSearch: state.context !== undefined,
    error: list.error,
    isPending: list.isPending,
    /** What is shown is of the search or filters before. */
    isStale: list.isPlaceholderData,
    retry: () => void (pages ? list.fetchNextPage() : list.refetch()),
    hasNext: list.hasNextPage && gaveUpAt === undefined,
    hasPrevious: list.hasPreviousPage,
    isFetchingNext: list.isFetchingNextPage,
    isFetchingPrevious: list.isFetchingPreviousPage,
    /** Answers all that is loaded then. */
    loadNext: more('next'),
    loadPrevious: more('previous'),
    prepend,
    forget,
  };
}

export type LogList = ReturnType<typeof useLogList>;
