import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRequestError } from './graphql-request-error.ts';

/** The cache of everything read. `onSignedOut` is called when the server says that the session is over. */
export function createQueryClient({ onSignedOut }: { onSignedOut: () => void }): QueryClient {
  const onError = (error: unknown) => {
    if (isRequestError(error, 'UNAUTHENTICATED')) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
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
