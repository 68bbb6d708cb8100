import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './http-env.ts';

/**
 * Finds where a request comes from: its socket, or, behind that many proxies (TRUST_PROXY), what the outermost of them
 * saw. What the sender itself writes into X-Forwarded-For stands further left and is never believed.
 */
export function findClientAddress(proxies: number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
    const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
    const address = proxies > 0 ? forwarded.at(-proxies) : incoming?.socket.remoteAddress;
    if (address && /^[\da-fA-F:.]{2,45}$/.test(address)) c.set('clientAddress', address);
    await next();
  };
}

/** The host that the browser sees. */
export function publicHost(request: Request, proxies: number): string {
  const forwarded = proxies > 0 ? request.headers.get('x-forwarded-host') : null;
  return forwarded?.split(',')[0]?.trim() || new URL(request.url).host;
}
