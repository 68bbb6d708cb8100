import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { requestSource } from '../api/graphql-request.ts';

/** The server's schema, as it is. */
export async function loadSchema(): Promise<GraphQLSchema> {
  const { data } = await requestSource<IntrospectionQuery>(getIntrospectionQuery({ descriptions: false }), {});
  return buildClientSchema(data, { assumeValid: true });
}
