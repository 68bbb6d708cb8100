import { Hono } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import type { People } from '../people/people.ts';
import { requirePerson } from '../people/permissions.ts';
import { UnauthenticatedError } from '../records/errors.ts';
import type { Person, RequestScope } from '../records/guard.ts';
import { answerZipped } from './answer-zipped.ts';
import { answerError } from './errors.ts';
import { graphiqlRoutes } from './graphiql.ts';
import type { HttpContext, HttpEnv } from './http-env.ts';
import { graphqlBodyBytes, limitBody } from './limit-body.ts';

/** Answers a GraphQL request for a person who is signed in. */
export type GraphQLHandler = (request: Request, scope: GraphQLScope) => Response | Promise<Response>;

export interface GraphQLScope extends RequestScope {
  /** With a confirmation: finds the person after all, for a request that does not confirm them by itself. */
  identify?(): Promise<Person>;
}

/** Nobody reaches GraphQL, not even its schema, without being signed in. */
export function graphqlRoutes(people: People, handle: GraphQLHandler): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.use(async (c, next) => {
    const recalled = c.req.method === 'POST' ? await people.recall(c.req.raw.headers) : undefined;
    if (recalled) {
      c.set('recalled', recalled);
      c.set('person', recalled.person);
      return next();
    }
    return signedIn(c, async () => {
      c.set('person', requirePerson(await people.identify(c.req.raw.headers)));
      await next();
    });
  });
  routes.route('/', graphiqlRoutes());
  routes.use(limitBody(graphqlBodyBytes));
  routes.on(['GET', 'POST', 'OPTIONS'], '/', (c) =>
    signedIn(c, async () => {
      const response = await answer(c, handle);
      for (const [name, value] of response.headers) if (name !== 'content-length') c.header(name, value);
      c.status(response.status as StatusCode);
      // A text at once: passed on as a stream, megabytes are copied from piece to piece.
      const text = await response.text();
      return text === '' ? c.body(null) : answerZipped(c, text);
    }),
  );
  routes.all('/*', (c) =>
    answerError(c, {
      code: 'NOT_FOUND',
      message: `There is no ${c.req.method} ${c.req.path}; send a POST to /graphql.`,
    }),
  );
  return routes;
}

async function signedIn<Answer>(c: HttpContext, work: () => Promise<Answer>): Promise<Answer | Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnauthenticatedError) return answerSignedOut(c, error);
    throw error;
  }
}

async function answer(c: HttpContext, handle: GraphQLHandler): Promise<Response> {
  const { requestId, clientRequestId, recalled } = c.var;
  const scope = { requestId, clientRequestId, person: requirePerson(c.var.person) };
  if (!recalled) return handle(c.req.raw, scope);
  let refusal: unknown;
  const identify = async () => {
    c.set('person', undefined);
    try {
      const person = requirePerson(await recalled.identify());
      c.set('person', person);
      return person;
    } catch (error) {
      refusal = error;
      throw error;
    }
  };
  const response = await handle(c.req.raw, { ...scope, confirmation: recalled.confirmation, identify });
  if (refusal) throw refusal;
  return response;
}

/**
 * A page asks to sign in. A client that wants plain application/json gets its errors with status 200, as GraphQL over HTTP
 * says (our web app does: a browser reports other statuses as failures in its console); all others get 401.
 */
function answerSignedOut(c: HttpContext, { code, message }: UnauthenticatedError): Response {
  const accept = c.req.header('accept') ?? '';
  if (c.req.method === 'GET' && accept.includes('text/html')) return c.redirect('/sign-in?returnTo=%2Fgraphql');
  c.header('WWW-Authenticate', 'Bearer realm="Interlock"');
  return answerError(c, { code, message, status: accept === 'application/json' ? 200 : 401 });
}
