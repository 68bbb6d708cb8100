import { type GraphQLFieldConfig, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import { permissionsOf } from '../people/permissions.ts';
import { findPreferences } from '../people/preferences.ts';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { OperationContext } from './context.ts';
import { JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

/** `me`: the signed-in person as a user, with the permission groups that their roles give. */
export function meQuery(types: SchemaTypes): GraphQLFieldConfig<unknown, OperationContext> {
  const user = types.recordTypes.named('User');
  const me = new GraphQLObjectType<RecordRow, OperationContext>({
    name: 'Me',
    fields: () => ({
      ...types.record('User').toConfig().fields,
      // Everybody may know their own roles and teams, whatever else of roles they may see.
      roles: ownList(types, user, 'roles'),
      teams: ownList(types, user, 'teams'),
      permissions: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))),
        description: 'What the person, or the API token that asks, may do besides reading and changing records',
        resolve: (_record, _args, { person }) => (person ? permissionsOf(person) : []),
      },
      preferences: {
        type: new GraphQLNonNull(JsonScalar),
        description: 'What the web app remembers for the person, by key; see savePreference',
        resolve: (record, _args, { db }) => findPreferences(db, record.id),
      },
      permissionGroups: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(types.record('PermissionGroup')))),
        resolve: (record, _args, context) => permissionGroupsOf(types, user, record.id, context),
      },
    }),
  });
  return { type: me, resolve: (_source, _args, { person, loaders }) => loaders.byId(user, person?.id ?? null) };
}

function ownList(types: SchemaTypes, user: RecordType, name: string): GraphQLFieldConfig<RecordRow, OperationContext> {
  const join = requireJoin(user, name);
  return {
    type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(types.record(join.to)))),
    resolve: (record, _args, { loaders }) => loaders.joined(user, join, record.id),
  };
}

async function permissionGroupsOf(types: SchemaTypes, user: RecordType, id: number, { loaders }: OperationContext) {
  const role = types.recordTypes.named('Role');
  const roles = await loaders.joined(user, requireJoin(user, 'roles'), id);
  const groups = await Promise.all(
    roles.map(({ id }) => loaders.joined(role, requireJoin(role, 'permissionGroups'), id)),
  );
  const unique = new Map(groups.flat().map((group) => [group.id, group]));
  return [...unique.values()].sort((a, b) => a.id - b.id);
}

function requireJoin(type: RecordType, name: string) {
  const join = type.joins.find((field) => field.name === name);
  if (!join) throw new Error(`${type.name} has no list ${name}`);
  return join;
}
