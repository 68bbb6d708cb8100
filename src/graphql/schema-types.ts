/** The GraphQL types made from the record types, by name. Modules build their own fields from these. */
import {
  GraphQLBoolean,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { EnumField, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { OperationContext } from './context.ts';
import { enumeration } from './enumeration.ts';
import { enumFilter } from './operators.ts';
import { recordFilters } from './record-filters.ts';
import { recordObject } from './record-object.ts';

export interface SchemaTypes {
  readonly recordTypes: RecordTypes;
  /** Every target: `PARTINVENTORY` … */
  readonly target: GraphQLEnumType;
  readonly sortDirection: GraphQLEnumType;
  /** Paging of records; `totalCount` is counted only when asked for. */
  readonly pageInfo: GraphQLObjectType;
  record(typeName: string): GraphQLObjectType<unknown, OperationContext>;
  filters(typeName: string): GraphQLInputObjectType;
  enumOf(field: EnumField): GraphQLEnumType;
  /** One filter type an enumeration, made when first asked for. */
  enumFilterOf(type: GraphQLEnumType): GraphQLInputObjectType;
}

export function createSchemaTypes(recordTypes: RecordTypes): SchemaTypes {
  const types: SchemaTypes = {
    recordTypes,
    target: enumeration(
      'RuleTarget',
      recordTypes.all.map((type) => type.target),
      'The record type that an action watches.',
    ),
    sortDirection: enumeration('SortDirection', ['ASC', 'DESC']),
    pageInfo: createPageInfo(),
    record: memoized((name) => recordObject(types, recordTypes.named(name))),
    filters: memoized((name) => recordFilters(types, recordTypes.named(name))),
    enumOf: (field) => enums(field.enumName, field),
    enumFilterOf: (type) => enumFilters(type.name, type),
  };
  const enums = memoizedWith((name, field: EnumField) => enumeration(name, field.values));
  const enumFilters = memoizedWith((_name, type: GraphQLEnumType) => enumFilter(type));
  return types;
}

/** All record types as one list, for roots and metadata. */
export function eachRecordType<Result>(types: SchemaTypes, make: (type: RecordType) => Result): Result[] {
  return types.recordTypes.all.map(make);
}

function memoized<Value>(make: (name: string) => Value): (name: string) => Value {
  const made = memoizedWith<undefined, Value>((name) => make(name));
  return (name) => made(name, undefined);
}

function memoizedWith<Source, Value>(make: (name: string, source: Source) => Value) {
  const values = new Map<string, Value>();
  return (name: string, source: Source): Value => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const value = make(name, source);
    values.set(name, value);
    return value;
  };
}

function createPageInfo(): GraphQLObjectType {
  return new GraphQLObjectType({
    name: 'PageInfo',
    fields: {
      startCursor: { type: GraphQLString },
      endCursor: { type: GraphQLString },
      hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
      hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
      totalCount: { type: new GraphQLNonNull(GraphQLInt), description: 'All records that match, over all pages' },
      count: { type: new GraphQLNonNull(GraphQLInt), description: 'Records of this page' },
    },
  });
}
