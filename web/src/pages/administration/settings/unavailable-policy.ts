import { queryOptions } from '@tanstack/react-query';
import { graphql } from '../../../api/graphql.ts';
import { graphqlRequest } from '../../../api/graphql-request.ts';

const UnavailablePolicy = graphql(`
  query UnavailablePolicy {
    organization { settings { rules { errorState errorStateMessage } } }
  }
`);

const SetUnavailablePolicy = graphql(`
  mutation SetUnavailablePolicy($errorState: RuleErrorState!, $message: String) {
    updateOrganizationSettings(input: { rules: { errorState: $errorState, errorStateMessage: $message } }) {
      organization { settings { rules { errorState errorStateMessage } } }
    }
  }
`);

/** What happens to changes while the server can't run their actions. */
export interface UnavailablePolicy {
  errorState: 'ALLOW' | 'BLOCK';
  /** Shown first in the error of a change that is refused; empty when nothing was written. */
  message: string;
}

export const unavailablePolicyQuery = queryOptions({
  queryKey: ['actions', 'unavailable-policy'],
  queryFn: async ({ signal }): Promise<UnavailablePolicy> => {
    const { rules } = (await graphqlRequest(UnavailablePolicy, {}, signal)).data.organization.settings;
    return { errorState: rules.errorState, message: rules.errorStateMessage ?? '' };
  },
});

export async function saveUnavailablePolicy({ errorState, message }: UnavailablePolicy): Promise<void> {
  await graphqlRequest(SetUnavailablePolicy, { errorState, message: message.trim() || null });
}
