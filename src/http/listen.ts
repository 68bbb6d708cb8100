import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Http } from './create-http.ts';

export interface Listener {
  readonly port: number;
  /** Accepts nothing more, lets running requests finish for up to `patienceMs`, then ends them. */
  close(patienceMs: number): Promise<void>;
}

/** The server can't listen where it was told to; the message says what to do. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/**
 * Longer than proxies keep a connection they don't use (60 s: nginx's `keepalive_timeout`, AWS's load balancers): else one may send
 * a request just when we close it, and its client gets an error.
 */
const keepAliveMs = 75_000;

/** @throws ListenError */
export async function listen(http: Http, { host, port }: { host: string; port: number }): Promise<Listener> {
  const server = createAdaptorServer({ fetch: http.fetch }) as Server;
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(explain(error, host, port))));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(patienceMs) {
      server.keepAliveTimeout = 1; // of those that still have a request
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed.finally(() => clearTimeout(timer));
    },
  };
}

function explain({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program. Stop that program, or set PORT to another port.`;
  }
  if (code === 'EACCES') return `Port ${port} needs rights this user does not have. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set HOST to one of its own.`;
  return `Interlock can't listen on ${host}, port ${port}: ${message}. Set HOST and PORT to where it can.`;
}
