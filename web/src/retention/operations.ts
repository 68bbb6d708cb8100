import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';

const CurrentRetention = graphql(`
  query CurrentRetention {
    retention { days isFixed }
  }
`);

const RetentionLoss = graphql(`
  query RetentionLoss($days: Int!) {
    retention { loss(days: $days) }
  }
`);

const ChangeRetention = graphql(`
  mutation ChangeRetention($days: Int!, $confirmedDays: Int) {
    changeRetention(input: { days: $days, confirmedDays: $confirmedDays }) { retention { days } }
  }
`);

const Receipts = graphql(`
  query HousekeepingReceipts {
    housekeepingReceipts(first: 100) {
      id startedAt durationMs deletedBefore logsDeleted bodiesDeleted partitionsDropped bytesFreed actionsPurged failures
    }
  }
`);

export type Receipt = ResultOf<typeof Receipts>['housekeepingReceipts'][number];

export function hasRemoved({ logsDeleted, bodiesDeleted, partitionsDropped, actionsPurged }: Receipt): boolean {
  return logsDeleted + bodiesDeleted + partitionsDropped.length + actionsPurged > 0;
}

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: async ({ signal }) => (await graphqlRequest(CurrentRetention, {}, signal)).data.retention,
});

/** How many logs a retention of so many days would delete. */
export async function countRetentionLoss(days: number): Promise<number> {
  return (await graphqlRequest(RetentionLoss, { days })).data.retention.loss;
}

/** What each housekeeping run removed, newest first; the first is the last run's, also when that removed nothing. */
export const receiptsQuery = queryOptions({
  queryKey: ['housekeeping-receipts'],
  queryFn: async ({ signal }) => (await graphqlRequest(Receipts, {}, signal)).data.housekeepingReceipts,
  // Housekeeping follows a shorter retention by itself; who waits for its receipt sees it come.
  refetchInterval: 5_000,
});

/** `isConfirmed`: logs may go. */
export function useChangeRetention() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ days, isConfirmed }: { days: number; isConfirmed: boolean }) =>
      graphqlRequest(ChangeRetention, { days, confirmedDays: isConfirmed ? days : null }),
    onSettled: () => {
      for (const queryKey of [['housekeeping-receipts'], ['execution-logs'], ['audit-events']])
        void queryClient.invalidateQueries({ queryKey });
      return queryClient.invalidateQueries({ queryKey: ['retention'] });
    },
  });
}
