import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import type { Problem } from '../api/graphql-request-error.ts';
import type { ActionDraft } from './action-draft.ts';

const CheckRule = graphql(`
  query CheckRule($context: String!, $code: String!) {
    checkRule(context: $context, code: $code) { severity field message line column }
  }
`);

/** Long enough not to ask at every key, short enough to feel at once. */
const settleMs = 350;

/**
 * What the real interpreter and the schema say of the code and the context as they are typed. Undefined until the first
 * answer; while the next one is on its way, the one before stays. A check that fails says nothing: saving checks again.
 */
export function useLiveCheck({ context, code }: ActionDraft): Problem[] | undefined {
  const [settled] = useDebouncedValue({ context, code }, settleMs);
  const check = useQuery({
    queryKey: ['action-check', settled],
    queryFn: async ({ signal }) => (await graphqlRequest(CheckRule, settled, signal)).data.checkRule,
    enabled: settled.code.trim() !== '' || settled.context.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    retry: false,
  });
  return check.data;
}
