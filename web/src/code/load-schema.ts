import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { requestSource } from '../api/graphql-request.ts';

let loading: Promise<GraphQLSchema> | undefined;

/** The server's schema, read once; after a failure the next call tries again. */
export function loadSchema(): Promise<GraphQLSchema> {
  loading ??= readSchema().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function readSchema(): Promise<GraphQLSchema> {
  const { data } = await requestSource<IntrospectionQuery>(getIntrospectionQuery({ descriptions: false }), {});
  return buildClientSchema(data, { assumeValid: true });
}
