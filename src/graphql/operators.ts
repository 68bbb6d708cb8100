import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLFloat,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql';
import { DateScalar, DateTimeScalar, IdScalar } from './scalars.ts';

/** The comparisons a filter offers on one field; several of them must all hold. */
const equality = ['eq', 'neq', 'in'] as const;
const ordered = [...equality, 'gt', 'gte', 'lt', 'lte'] as const;
const textual = [...ordered, 'ilike'] as const;

const descriptions: Record<string, string> = {
  eq: 'null: the field is empty',
  neq: 'null: the field is not empty',
  ilike: 'A pattern in any case: % stands for any text, _ for one character',
};

function operators(type: GraphQLInputType, names: readonly string[], name: string): GraphQLInputObjectType {
  const fields = names.map((operator): [string, GraphQLInputFieldConfig] => [
    operator,
    { type: operator === 'in' ? new GraphQLList(new GraphQLNonNull(type)) : type, description: descriptions[operator] },
  ]);
  return new GraphQLInputObjectType({ name: `${name}Filter`, fields: Object.fromEntries(fields) });
}

/** Filters of scalar fields, for records and for modules alike. */
export const idFilter = operators(IdScalar, ordered, 'Id');
export const stringFilter = operators(GraphQLString, textual, 'String');
export const intFilter = operators(GraphQLInt, ordered, 'Int');
export const floatFilter = operators(GraphQLFloat, ordered, 'Float');
export const booleanFilter = operators(GraphQLBoolean, equality, 'Boolean');
export const dateFilter = operators(DateScalar, ordered, 'Date');
export const dateTimeFilter = operators(DateTimeScalar, ordered, 'DateTime');

/** `status: {in: [DRAFT, IN_REVIEW]}`; one filter type an enumeration. */
export function enumFilter(type: GraphQLEnumType): GraphQLInputObjectType {
  return operators(type, equality, type.name);
}

export const attributeFilter = new GraphQLInputObjectType({
  name: 'AttributeFilter',
  description: 'Some attribute matches all of this; values are compared as text.',
  fields: { key: { type: stringFilter }, value: { type: stringFilter }, type: { type: stringFilter } },
});
