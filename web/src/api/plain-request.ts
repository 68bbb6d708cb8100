// The server's plain HTTP paths: signing in, files, and what is too large for GraphQL.
import { type ErrorExtensions, GraphQLRequestError } from './graphql-request-error.ts';
import { reach } from './reach.ts';
import { reportSessionEnd } from './session-end.ts';

interface ErrorBody {
  errors?: { message: string; extensions?: ErrorExtensions }[];
}

/** Gets a path. Throws a GraphQLRequestError unless the answer is a success. */
export function getFrom(path: string, signal?: AbortSignal): Promise<Response> {
  return request(path, { signal });
}

/** Posts to a path. Throws a GraphQLRequestError unless the answer is a success. */
export function postJson(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  return request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await reach(path, init);
  if (response.ok) return response;
  if (response.status === 401) reportSessionEnd();
  const { errors } = (await response.json().catch(() => ({}))) as ErrorBody;
  throw new GraphQLRequestError(
    errors?.[0]?.message ?? `The server answered ${response.status}.`,
    errors?.[0]?.extensions,
  );
}
