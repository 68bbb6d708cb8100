import { type ErrorExtensions, GraphQLRequestError } from './graphql-request-error.ts';

interface ErrorBody {
  errors?: { message: string; extensions?: ErrorExtensions }[];
}

/** Posts to one of the server's plain HTTP paths. Throws a GraphQLRequestError unless the answer is a success. */
export async function postJson(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  }).catch((error) => {
    if (signal?.aborted) throw error;
    return undefined;
  });
  if (!response) {
    throw new GraphQLRequestError("Interlock can't be reached. Check your connection and try again.", {
      code: 'OFFLINE',
    });
  }
  if (response.ok) return response;
  const { errors } = (await response.json().catch(() => ({}))) as ErrorBody;
  throw new GraphQLRequestError(
    errors?.[0]?.message ?? `The server answered ${response.status}.`,
    errors?.[0]?.extensions,
  );
}
