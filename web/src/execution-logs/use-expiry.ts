import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMay } from '../api/current-person.ts';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { forgetExpired } from './forget-expired.ts';

const ExpiredBefore = graphql(`
  query ExpiredBefore { executionLogsExpiredBefore }
`);

const askEveryMs = 60_000;
const forgetEveryMs = 1_000;

/** What the clock of the database said, and when by ours, which may stand elsewhere but goes as fast. */
const expiredBeforeQuery = queryOptions({
  queryKey: ['execution-logs-expired-before'],
  queryFn: async ({ signal }) => {
    const { executionLogsExpiredBefore: moment } = (await graphqlRequest(ExpiredBefore, {}, signal)).data;
    return { moment: Date.parse(moment), readAt: performance.now() };
  },
  refetchInterval: askEveryMs,
});

/** While this is mounted, a log that expires while its page, or a list with it, is open, is gone from there too. */
export function useExpiry(): void {
  const queryClient = useQueryClient();
  const { data: known } = useQuery({ ...expiredBeforeQuery, enabled: useMay('SEE_LOGS') });
  useEffect(() => {
    if (!known) return;
    const forget = () => forgetExpired(queryClient, known.moment + performance.now() - known.readAt);
    forget();
    const timer = setInterval(forget, forgetEveryMs);
    return () => clearInterval(timer);
  }, [queryClient, known]);
}
