/**
 * The GraphQL schema: everything about records is generated from the record types, the rest comes from modules.
 * A module is a constant or function of the shared types; its resolvers find their services in the operation's context,
 * so that the schema can be made (and printed) without a server.
 */
import {
  type GraphQLFieldConfigMap,
  type GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  specifiedDirectives,
} from 'graphql';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { OperationContext } from './context.ts';
import { meQuery } from './me.ts';
import { recordMutations } from './record-mutations.ts';
import { recordQueries } from './record-queries.ts';
import { recordTypesQuery } from './record-type-info.ts';
import { createSchemaTypes, type SchemaTypes } from './schema-types.ts';

export type RootFields = GraphQLFieldConfigMap<unknown, OperationContext>;

export interface SchemaModule {
  /** Types that no field mentions by itself. */
  readonly types?: readonly GraphQLNamedType[];
  readonly query?: RootFields;
  readonly mutation?: RootFields;
}

export interface SchemaOptions {
  readonly recordTypes: RecordTypes;
  readonly modules: readonly ((types: SchemaTypes) => SchemaModule)[];
}

export function createSchema({ recordTypes, modules }: SchemaOptions): GraphQLSchema {
  const types = createSchemaTypes(recordTypes);
  const parts: SchemaModule[] = [recordsModule(types), ...modules.map((module) => module(types))];
  const root = (name: string, fields: RootFields) =>
    Object.keys(fields).length === 0 ? undefined : new GraphQLObjectType({ name, fields });
  const merged = (key: 'query' | 'mutation'): RootFields => Object.assign({}, ...parts.map((part) => part[key] ?? {}));

  return new GraphQLSchema({
    query: root('Query', merged('query')),
    mutation: root('Mutation', merged('mutation')),
    types: parts.flatMap((part) => part.types ?? []),
    directives: specifiedDirectives,
  });
}

function recordsModule(types: SchemaTypes): SchemaModule {
  const { all } = types.recordTypes;
  return {
    query: {
      me: meQuery(types),
      recordTypes: recordTypesQuery(types),
      ...Object.assign({}, ...all.map((type) => recordQueries(types, type))),
    },
    mutation: Object.assign({}, ...all.map((type) => recordMutations(types, type))),
  };
}
