import { GraphQLRequestError } from './graphql-request-error.ts';
import { reportReachable } from './reachability.ts';

/** Asks the server, and lets the app know whether it can be reached. @throws GraphQLRequestError when it can't */
export async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, { credentials: 'same-origin', ...init });
    reportReachable(true);
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    reportReachable(false);
    throw new GraphQLRequestError("Interlock can't be reached. Check your connection and try again.", {
      code: 'OFFLINE',
    });
  }
}
