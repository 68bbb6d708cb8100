import { GraphQLList, GraphQLNonNull, type GraphQLOutputType } from 'graphql';

/** `new required(type)`: always there. */
export const required = GraphQLNonNull;

/** A list that is always there, of things that are. */
export function listOf<Type extends GraphQLOutputType>(type: Type) {
  return new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
}
