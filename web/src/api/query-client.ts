import { QueryClient } from '@tanstack/react-query';
import { isRequestError } from './graphql-request-error.ts';

/** The cache of everything read. */
export function createQueryClient(): QueryClient {
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
