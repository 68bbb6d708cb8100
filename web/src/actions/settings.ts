import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { showFailure } from '../components/toasts.tsx';

const RuleSettings = graphql(`
  query RuleSettings {
    organization { settings { rules { enabled } } }
  }
`);

const SetRulesEnabled = graphql(`
  mutation SetRulesEnabled($enabled: Boolean!) {
    updateOrganizationSettings(input: { rules: { enabled: $enabled } }) {
      organization { settings { rules { enabled } } }
    }
  }
`);

/** The master switch: while it is off no action runs, for anybody. */
export const masterSwitchQuery = queryOptions({
  queryKey: ['actions', 'master-switch'],
  queryFn: async ({ signal }) =>
    (await graphqlRequest(RuleSettings, {}, signal)).data.organization.settings.rules.enabled,
});

export function useMasterSwitch() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (enabled: boolean) => graphqlRequest(SetRulesEnabled, { enabled }),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: masterSwitchQuery.queryKey }),
  });
}
