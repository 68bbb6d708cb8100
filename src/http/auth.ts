import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { NewAuditEvent } from '../people/audit.ts';
import { addressHeader, authPaths, openIdConnectPaths } from '../people/auth.ts';
import type { People } from '../people/people.ts';
import { answerError } from './errors.ts';
import type { HttpContext, HttpEnv } from './http-env.ts';
import { readJson } from './read-json.ts';

export interface AuthOptions {
  people: People;
  audit: (event: NewAuditEvent) => Promise<void>;
  /** Whether people can sign in with OpenID Connect. */
  openIdConnect: boolean;
}

/** What a person did about their own signing in; that somebody signed in, people/ records for every way to do so. */
const audited: Readonly<Record<string, string>> = {
  '/auth/sign-out': 'SIGNED_OUT',
  '/auth/change-password': 'PASSWORD_CHANGED',
  '/auth/revoke-session': 'SESSION_REVOKED',
  '/auth/revoke-sessions': 'SESSION_REVOKED',
  '/auth/revoke-other-sessions': 'SESSION_REVOKED',
};

/** Signing in and out; everything else better-auth could do is not reachable. */
export function authRoutes({ people, audit, openIdConnect }: AuthOptions): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.get('/ways', (c) => c.json({ password: true, openIdConnect }));
  routes.post('/sign-in-link', async (c) => {
    const { requestId } = c.var;
    return answerAuth(c, await people.redeemSignInLink(await readJson(c), clientHeaders(c), requestId));
  });
  routes.all('/*', async (c) => {
    const { path, method } = c.req;
    const isThere = authPaths.has(path) || (openIdConnect && openIdConnectPaths.has(path));
    if (!isThere) return answerError(c, { code: 'NOT_FOUND', message: `There is no ${path}.` });
    const { requestId } = c.var;
    const kind = method === 'POST' ? audited[path] : undefined;
    const person = kind ? await people.identify(c.req.raw.headers).catch(() => undefined) : undefined;
    const response = await people.handleAuth(new Request(c.req.raw, { headers: clientHeaders(c) }));
    if (kind && person && response.ok) await audit({ kind, person, requestId });
    if (path === '/auth/sign-in/email' && response.status === 401) {
      await audit({ kind: 'SIGN_IN_FAILED', requestId, details: { address: c.var.clientAddress ?? null } });
    }
    return answerAuth(c, response);
  });
  return routes;
}

/** The headers with the address we found in the one that better-auth believes, in place of what the sender wrote. */
export function clientHeaders(c: HttpContext): Headers {
  const headers = new Headers(c.req.raw.headers);
  headers.delete(addressHeader);
  if (c.var.clientAddress) headers.set(addressHeader, c.var.clientAddress);
  return headers;
}

/** better-auth's answer, with an error in the words of our API. Its cookies and caching headers stay. */
export async function answerAuth(c: HttpContext, response: Response): Promise<Response> {
  if (response.ok || response.status === 302) return response;
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
