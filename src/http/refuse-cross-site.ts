import type { MiddlewareHandler } from 'hono';
import { publicHost } from './client-address.ts';
import { answerError } from './errors.ts';
import type { HttpEnv } from './http-env.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send with its person's cookie. Browsers say where a request comes from
 * (Sec-Fetch-Site, or at least Origin); a program says neither and has no cookie to abuse.
 */
export function refuseCrossSite({
  baseUrl,
  proxies,
}: {
  baseUrl: string;
  proxies: number;
}): MiddlewareHandler<HttpEnv> {
  const ownHost = new URL(baseUrl).host;
  return async (c, next) => {
    const hosts = [ownHost, publicHost(c.req.raw, proxies)];
    if (safeMethods.has(c.req.method) || isSameOrigin(c.req.raw.headers, hosts)) return next();
    return answerError(c, {
      code: 'FORBIDDEN',
      message: 'This request came from another site, so it was refused. Use Interlock under its own address.',
    });
  };
}

function isSameOrigin(headers: Headers, hosts: readonly string[]): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  if (origin === null) return true;
  // Not the scheme: behind a proxy that ends TLS, it is not the one the browser sees.
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
