/** Roles with what they give, and roles of an installation's own; for administrators. */
import {
  GraphQLBoolean,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { adminRole, requirePermission, requireRead } from '../people/permissions.ts';
import { findRoleGrants, type RoleGrants, saveRole } from '../people/roles.ts';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { requestScope } from './request-scope.ts';
import { listOf, required } from './required.ts';
import { IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

const text = new required(GraphQLString);
const flag = new required(GraphQLBoolean);
const texts = new required(new GraphQLList(text));

export function rolesModule(types: SchemaTypes): SchemaModule {
  const [role, group] = [types.recordTypes.named('Role'), types.recordTypes.named('PermissionGroup')];
  const roleOf = ({ roleId }: RoleGrants, { loaders }: OperationContext) => loaders.byId(role, roleId);
  /** Who administers is not thereby one who may see the records. */
  const readable = (type: RecordType, { access }: OperationContext, find: () => unknown) => {
    requireRead(access, type);
    return find();
  };
  const groups = listOf(types.record('PermissionGroup'));
  const grants = new GraphQLObjectType<RoleGrants, OperationContext>({
    name: 'RoleGrants',
    fields: () => ({
      role: {
        type: new required(types.record('Role')),
        resolve: (source, _args, context) => readable(role, context, () => roleOf(source, context)),
      },
      isShipped: { type: flag, description: 'It came with Interlock' },
      givesEverything: {
        type: flag,
        resolve: async (source, _args, context) => (await roleOf(source, context))?.name === adminRole,
      },
      ownPermissions: { type: texts, description: 'What it gives beyond the groups it shares with others' },
      ownGroups: {
        type: groups,
        description: 'The groups that only it has',
        resolve: ({ ownGroupIds }, _args, context) =>
          readable(group, context, () => Promise.all(ownGroupIds.map((id) => context.loaders.byId(group, id)))),
      },
      sharedGroups: {
        type: groups,
        resolve: ({ sharedGroupIds }, _args, context) =>
          readable(group, context, () => Promise.all(sharedGroupIds.map((id) => context.loaders.byId(group, id)))),
      },
      people: { type: new required(GraphQLInt), description: 'How many active people have it' },
    }),
  });
  const input = new GraphQLInputObjectType({
    name: 'SaveRoleInput',
    fields: {
      id: { type: IdScalar, description: 'Left out for a new role' },
      etag: {
        type: GraphQLString,
        description: 'The `_etag` that the role had when it was read; left out for a new one',
      },
      name: { type: text },
      description: { type: GraphQLString },
      permissions: { type: texts, description: 'Beyond those of the groups: "READ *", "UPDATE Part", "SEE_LOGS"' },
      groupIds: {
        type: new GraphQLList(new required(IdScalar)),
        description: 'Permission groups it shares with others',
      },
    },
  });
  return {
    query: {
      roleGrants: {
        type: listOf(grants),
        description: 'Every role with what it gives',
        resolve: (_source, _args, { db, person }) => {
          requirePermission(person, 'ADMINISTER');
          return findRoleGrants(db);
        },
      },
    },
    mutation: {
      saveRole: {
        type: new required(
          new GraphQLObjectType<RecordRow>({
            name: 'SaveRolePayload',
            fields: { role: { type: new required(types.record('Role')), resolve: (saved) => saved } },
          }),
        ),
        description:
          'Makes or changes a role and, in the same transaction, the group of the permissions that only it gives.',
        args: { input: { type: new required(input) } },
        resolve: async (_source, { input }, context) => {
          requirePermission(context.person, 'ADMINISTER');
          const { recordTypes } = types;
          const saved = await saveRole({ records: context.records, recordTypes }, input, requestScope(context));
          context.warnings.push(...saved.warnings);
          context.loaders.clear();
          return saved.result;
        },
      },
    },
  };
}
