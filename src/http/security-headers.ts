import type { MiddlewareHandler } from 'hono';
import { contentSecurityPolicy } from './content-security-policy.ts';
import type { HttpEnv } from './http-env.ts';

const headers: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** What a handler sets itself stands in place of these. */
export function securityHeaders(baseUrl: string): MiddlewareHandler<HttpEnv> {
  const all = Object.entries({
    ...headers,
    'Content-Security-Policy': contentSecurityPolicy(),
    ...(baseUrl.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  });
  return async (c, next) => {
    // Beforehand, as each header that is added to an answer makes another answer of it: 5 % of a change.
    for (const [name, value] of all) c.header(name, value);
    await next();
    // An answer that the context did not make (signing in) knows nothing of them.
    for (const [name, value] of all) if (!c.res.headers.has(name)) c.header(name, value);
  };
}
