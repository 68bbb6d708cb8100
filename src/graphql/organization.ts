/** `organization.settings.rules`: the master switch and what else holds for all actions. */
import { GraphQLBoolean, GraphQLInputObjectType, GraphQLObjectType, GraphQLString } from 'graphql';
import { findRuleSettings, type RuleSettings, updateRuleSettings } from '../actions/settings.ts';
import { auditFor } from '../people/author.ts';
import { requirePermission, requirePerson } from '../people/permissions.ts';
import { BadInputError } from '../records/errors.ts';
import { inTransaction } from '../storage/transaction.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { requestScope } from './request-scope.ts';
import { required } from './required.ts';
import { ruleEnums } from './rule-enums.ts';

export function organizationModule(): SchemaModule {
  const { errorState } = ruleEnums();
  const fields = {
    enabled: { type: GraphQLBoolean, description: 'The master switch: off, no action runs and no log is written' },
    errorState: {
      type: errorState,
      description: `What happens to changes while the server can't run actions at all: BLOCK refuses them; ALLOW lets them
through, with logs that say that nothing was run`,
    },
    errorStateMessage: {
      type: GraphQLString,
      description: 'Shown first in the error of a change that is refused for that',
    },
  };
  const rules = new GraphQLObjectType<RuleSettings>({
    name: 'RuleSettings',
    fields: {
      ...fields,
      enabled: { ...fields.enabled, type: new required(GraphQLBoolean) },
      errorState: { type: new required(errorState) },
    },
  });
  const settings = new GraphQLObjectType({
    name: 'OrganizationSettings',
    fields: {
      rules: {
        type: new required(rules),
        resolve: (_source, _args, { db }: OperationContext) => findRuleSettings(db),
      },
    },
  });
  const organization = new GraphQLObjectType({
    name: 'Organization',
    fields: { settings: { type: new required(settings), resolve: () => ({}) } },
  });
  const input = new GraphQLInputObjectType({
    name: 'UpdateOrganizationSettingsInput',
    fields: { rules: { type: new GraphQLInputObjectType({ name: 'RuleSettingsInput', fields }) } },
  });
  return {
    query: {
      organization: {
        type: new required(organization),
        resolve: (_source, _args, { person }) => {
          requirePerson(person);
          return {};
        },
      },
    },
    mutation: {
      updateOrganizationSettings: {
        type: new required(
          new GraphQLObjectType({
            name: 'UpdateOrganizationSettingsPayload',
            fields: { organization: { type: new required(organization), resolve: () => ({}) } },
          }),
        ),
        args: { input: { type: new required(input) } },
        resolve: async (_source, { input }, context) => {
          requirePermission(context.person, 'ADMINISTER');
          const { enabled, errorState, errorStateMessage } = input.rules ?? {};
          if (enabled === null || errorState === null) throw new BadInputError('enabled and errorState cannot be null');
          return inTransaction(context.db, async (tx) => {
            const old = await findRuleSettings(tx);
            const settings = await updateRuleSettings(tx, { enabled, errorState, errorStateMessage });
            const changed = (Object.keys(old) as (keyof RuleSettings)[]).filter((key) => old[key] !== settings[key]);
            const changes = Object.fromEntries(changed.map((key) => [key, { old: old[key], new: settings[key] }]));
            const subject = { type: 'Organization', id: 1, title: 'Rules' };
            if (changed.length)
              await auditFor(tx, requestScope(context), { kind: 'SETTINGS_CHANGED', subject, details: { changes } });
            return settings;
          });
        },
      },
    },
  };
}
