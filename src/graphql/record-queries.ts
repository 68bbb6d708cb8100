import {
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { requireRead } from '../people/permissions.ts';
import type { RecordType } from '../record-types/record-type.ts';
import { findPage, type PageRequest, type RecordPage } from '../records/find-page.ts';
import { parseLookupId } from '../records/parse-id.ts';
import { sortableKeys } from '../records/sort.ts';
import type { OperationContext } from './context.ts';
import { enumeration } from './enumeration.ts';
import { requirePermittedFilters, requireSeen } from './permitted-filters.ts';
import { IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

type RootField = GraphQLFieldConfig<unknown, OperationContext>;

/** `partInventory(id)` and `partInventories(filters, sort, first, after, last, before)`. */
export function recordQueries(types: SchemaTypes, type: RecordType): GraphQLFieldConfigMap<unknown, OperationContext> {
  return { [type.queryName]: singularQuery(types, type), [type.listQueryName]: listQuery(types, type) };
}

function singularQuery(types: SchemaTypes, type: RecordType): RootField {
  return {
    type: types.record(type.name),
    args: { id: { type: new GraphQLNonNull(IdScalar) } },
    resolve: (_source, { id }, { access, loaders }) => {
      requireRead(access, type);
      return loaders.byId(type, parseLookupId(id));
    },
  };
}

function listQuery(types: SchemaTypes, type: RecordType): RootField {
  return {
    type: new GraphQLNonNull(connectionType(types, type)),
    args: {
      filters: { type: types.filters(type.name) },
      sort: { type: new GraphQLList(new GraphQLNonNull(sortType(types, type))) },
      first: { type: GraphQLInt },
      after: { type: GraphQLString },
      last: { type: GraphQLInt },
      before: { type: GraphQLString },
    },
    resolve: async (_source, args, { access, db, loaders, page, budget }) => {
      requireRead(access, type);
      requirePermittedFilters(access, types.recordTypes, type, args.filters);
      for (const { field } of args.sort ?? []) requireSeen(access, type, field);
      const found = await findPage(db, types.recordTypes, type, args as PageRequest, page);
      budget?.spend(found.rows, type.listQueryName);
      for (const row of found.rows) loaders.prime(type, row);
      return found;
    },
  };
}

function sortType(types: SchemaTypes, type: RecordType): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name: `${type.name}Sort`,
    fields: {
      field: { type: new GraphQLNonNull(enumeration(`${type.name}SortField`, sortableKeys(type))) },
      direction: { type: types.sortDirection, defaultValue: 'ASC' },
    },
  });
}

function connectionType(types: SchemaTypes, type: RecordType): GraphQLObjectType {
  const node = types.record(type.name);
  const edge = new GraphQLObjectType({
    name: `${type.name}Edge`,
    fields: { node: { type: new GraphQLNonNull(node) }, cursor: { type: new GraphQLNonNull(GraphQLString) } },
  });
  return new GraphQLObjectType<RecordPage, OperationContext>({
    name: `${type.name}Connection`,
    fields: {
      edges: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(edge))),
        resolve: (found) => found.rows.map((row) => ({ node: row, cursor: () => found.cursorOf(row) })),
      },
      nodes: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(node))),
        resolve: (found) => found.rows,
      },
      pageInfo: {
        type: new GraphQLNonNull(types.pageInfo),
        resolve: (found) => ({
          startCursor: found.rows.length === 0 ? null : found.cursorOf(found.rows[0]!),
          endCursor: found.rows.length === 0 ? null : found.cursorOf(found.rows.at(-1)!),
          hasNextPage: found.hasNextPage,
          hasPreviousPage: found.hasPreviousPage,
          totalCount: () => found.countAll(),
          count: found.rows.length,
        }),
      },
    },
  });
}
