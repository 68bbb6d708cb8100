/**
 * The scalars of the schema. They check the outer shape only; `records/` says what is wrong with a value, naming its field.
 */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { parseDate, parseDateTime } from '../records/parse-time.ts';

/**
 * Ids of records are whole numbers and answer as such; ids of logs are text. Input may be either, and a number may be
 * written as text: people paste ids from everywhere. Named `ID`, it takes the place of the built-in scalar, which would
 * answer with strings and so break migrated rules that compare ids.
 */
export const IdScalar = new GraphQLScalarType({
  name: 'ID',
  serialize: (value) => value,
  parseValue: parseId,
  parseLiteral: (node) => {
    if (node.kind === Kind.INT) return parseId(Number(node.value));
    if (node.kind === Kind.STRING) return parseId(node.value);
    throw new GraphQLError('An id is a whole number or a text', { nodes: node });
  },
});

function parseId(value: unknown): number | string {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw new GraphQLError(`id ${JSON.stringify(value)} is not a whole number`);
}

export const DateTimeScalar = new GraphQLScalarType({
  name: 'DateTime',
  description: 'An instant in UTC with milliseconds, as `2026-11-23T01:22:31.000Z`.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : value),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(textOf(node)),
});

export const DateScalar = new GraphQLScalarType({
  name: 'Date',
  description: 'A day, as `2026-11-23`.',
  parseValue: parseDate,
  parseLiteral: (node) => parseDate(textOf(node)),
});

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node);
}

export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
