import type { Context } from 'hono';
import type { Recalled } from '../people/people.ts';
import type { Person } from '../records/guard.ts';

/** What every handler finds with its request. */
export interface HttpEnv {
  Variables: {
    /** UUIDv7 that we assigned. */
    requestId: string;
    /** The caller's own `X-Request-Id`. */
    clientRequestId?: string;
    /** Address the request came from; undefined without a socket, or when a proxy that is believed named none. */
    clientAddress?: string;
    /** Set by `identify`; undefined when nobody is signed in. */
    person?: Person;
    /** Set for a request to GraphQL whose person was found a moment ago and is not confirmed yet. */
    recalled?: Recalled;
  };
}

export type HttpContext = Context<HttpEnv>;
