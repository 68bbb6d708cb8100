import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { authPaths } from '../people/auth.ts';
import type { People } from '../people/people.ts';
import { answerError } from './errors.ts';
import type { HttpContext, HttpEnv } from './http-env.ts';

/** Signing in and out; everything else better-auth could do is not reachable. */
export function authRoutes(people: People): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.all('/*', async (c) => {
    if (!authPaths.has(c.req.path)) return answerError(c, { code: 'NOT_FOUND', message: `There is no ${c.req.path}.` });
    return answerAuth(c, await people.handleAuth(c.req.raw));
  });
  return routes;
}

/** better-auth's answer, with an error in the words of our API. Its cookies and caching headers stay. */
export async function answerAuth(c: HttpContext, response: Response): Promise<Response> {
  if (response.ok) return response;
  const { message } = (await response.json().catch(() => ({}))) as { message?: string };
  const status = response.status as ContentfulStatusCode;
  const code = codeOf(status);
  const said = code === 'INTERNAL' ? 'Signing in does not work at the moment.' : message;
  for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
  return answerError(c, { code, status, message: said ?? 'The request was refused.' });
}

function codeOf(status: number) {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'LIMIT_EXCEEDED';
  return status < 500 ? 'BAD_USER_INPUT' : 'INTERNAL';
}
