import type { Action } from './action.ts';

/** The createRule mutation of an action, ready for another installation's GraphiQL. */
export function shareMutation(
  action: Pick<Action, 'title' | 'target' | 'event' | 'errorState' | 'enabled' | 'context' | 'code'>,
): string {
  return `mutation {
  createRule(input: {
    title: ${text(action.title)}
    target: ${action.target}
    eventType: ${action.event}
    ruleType: VALIDATION
    errorState: ${action.errorState}
    enabled: ${action.enabled}
    context: ${text(action.context)}
    code: ${text(action.code)}
  }) {
    rule {
      id
    }
  }
}
`;
}

/** JSON's string syntax is GraphQL's. */
function text(value: string): string {
  return JSON.stringify(value);
}
