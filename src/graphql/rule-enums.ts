import { enumeration } from './enumeration.ts';

export interface RuleEnums {
  event: ReturnType<typeof enumeration>;
  ruleType: ReturnType<typeof enumeration>;
  errorState: ReturnType<typeof enumeration>;
}

let enums: RuleEnums | undefined;

/** Shared with the modules beside this one: a schema has each of them once. */
export function ruleEnums(): RuleEnums {
  enums ??= {
    event: enumeration('RuleEventType', ['CREATE', 'UPDATE', 'DELETE']),
    ruleType: enumeration('RuleType', ['VALIDATION']),
    errorState: enumeration(
      'RuleErrorState',
      ['ALLOW', 'BLOCK'],
      'What happens to the change when the action itself fails.',
    ),
  };
  return enums;
}
