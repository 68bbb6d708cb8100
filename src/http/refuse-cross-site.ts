import type { MiddlewareHandler } from 'hono';
import { answerError } from './errors.ts';
import type { HttpEnv } from './http-env.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send with its person's cookie. Browsers say where a request comes from
 * (Sec-Fetch-Site, or at least Origin); a program says neither and has no cookie to abuse.
 */
export const refuseCrossSite: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (safeMethods.has(c.req.method) || isSameOrigin(c.req.raw.headers, new URL(c.req.url).host)) return next();
  return answerError(c, {
    code: 'FORBIDDEN',
    message: 'This request came from another site, so it was refused. Use Interlock under its own address.',
  });
};

function isSameOrigin(headers: Headers, host: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  if (origin === null) return true;
  // Not the scheme: behind a proxy that ends TLS, it is not the one the browser sees.
  return URL.canParse(origin) && new URL(origin).host === host;
}
