import type { MiddlewareHandler } from 'hono';
import type { People } from '../people/people.ts';
import { requirePerson } from '../people/permissions.ts';
import type { HttpEnv } from './http-env.ts';

/** Finds who makes the request, and refuses it when nobody is signed in. */
export function requireSignIn(people: People): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    c.set('person', requirePerson(await people.identify(c.req.raw.headers)));
    await next();
  };
}
