import { queryOptions } from '@tanstack/react-query';
import { graphql } from '../../../api/graphql.ts';
import { graphqlRequest } from '../../../api/graphql-request.ts';

const UnavailableMessage = graphql(`
  query UnavailableMessage {
    organization { settings { rules { errorStateMessage } } }
  }
`);

const SetUnavailableMessage = graphql(`
  mutation SetUnavailableMessage($message: String) {
    updateOrganizationSettings(input: { rules: { errorStateMessage: $message } }) {
      organization { settings { rules { errorStateMessage } } }
    }
  }
`);

/** What the error of a change says while actions can't be run; empty when nothing was written. */
export const unavailableMessageQuery = queryOptions({
  queryKey: ['actions', 'unavailable-message'],
  queryFn: async ({ signal }) =>
    (await graphqlRequest(UnavailableMessage, {}, signal)).data.organization.settings.rules.errorStateMessage ?? '',
});

export async function saveUnavailableMessage(message: string): Promise<void> {
  await graphqlRequest(SetUnavailableMessage, { message: message || null });
}
