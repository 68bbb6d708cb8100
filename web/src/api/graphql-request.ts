// The only way the app talks GraphQL. A request either answers with its whole data and the warnings of the actions that
// ran, or throws a GraphQLRequestError: half an answer is never passed on as if it were all.
import type { TadaDocumentNode } from 'gql.tada';
import { type ErrorExtensions, GraphQLRequestError } from './graphql-request-error.ts';
import { reach } from './reach.ts';
import { reportSessionEnd } from './session-end.ts';

/** Said by an action that let the change through. */
export interface ActionWarning {
  actionId: number;
  actionTitle: string;
  message: string;
  executionLogId: string;
}

export interface GraphQLAnswer<Data> {
  data: Data;
  warnings: ActionWarning[];
  requestId: string | undefined;
}

interface AnswerBody<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: ErrorExtensions }[];
  extensions?: { warnings?: ActionWarning[] };
}

/** Runs an operation whose types come from the committed schema. */
export function graphqlRequest<Data, Variables>(
  document: TadaDocumentNode<Data, Variables, unknown>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<GraphQLAnswer<Data>> {
  return requestSource<Data>(String(document), variables as object, signal);
}

/** Runs an operation that was built at run time, from the record types' metadata. */
export async function requestSource<Data>(
  query: string,
  variables: object,
  signal?: AbortSignal,
): Promise<GraphQLAnswer<Data>> {
  const response = await send(query, variables, signal);
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const body = await readBody<Data>(response, requestId);
  const [error] = body.errors ?? [];
  if (error?.extensions?.code === 'UNAUTHENTICATED') reportSessionEnd();
  if (error) throw new GraphQLRequestError(error.message, { requestId, ...error.extensions });
  if (!body.data) throw new GraphQLRequestError('The server answered without data.', { requestId });
  return { data: body.data, warnings: body.extensions?.warnings ?? [], requestId };
}

function send(query: string, variables: object, signal: AbortSignal | undefined): Promise<Response> {
  return reach('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal,
  });
}

async function readBody<Data>(response: Response, requestId: string | undefined): Promise<AnswerBody<Data>> {
  try {
    return (await response.json()) as AnswerBody<Data>;
  } catch {
    const code = response.status === 401 ? 'UNAUTHENTICATED' : 'INTERNAL';
    throw new GraphQLRequestError(`The server answered ${response.status} without an explanation.`, {
      code,
      requestId,
    });
  }
}
