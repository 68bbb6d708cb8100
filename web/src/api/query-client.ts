import { notifyManager, QueryClient } from '@tanstack/react-query';
import { isRequestError } from './graphql-request-error.ts';

/** The cache of everything read. */
export function createQueryClient(): QueryClient {
  // Before anything is drawn, instead of in a time-out: until then React would set a box that was ticked back to what it was.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => isRequestError(error, 'OFFLINE') && failures < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
