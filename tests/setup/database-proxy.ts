// A network between Interlock and its database that a test can cut where it likes.

import { createConnection, createServer, type Socket } from 'node:net';
import type { TestDatabase } from '../../src/storage/test-database.ts';

/** `lose the request`: the database never hears of it. `lose the answer`: it does it, and nobody hears of that. */
export type Cut = 'lose the request' | 'lose the answer';

export interface DatabaseProxy {
  url: string;
  /** Cuts the connection at the next message that contains `text`. Resolves when it has. */
  cutAt(text: string, how: Cut): Promise<void>;
  /** Cuts all connections and takes no new ones. */
  goAway(): void;
  comeBack(): void;
  close(): Promise<void>;
}

export async function createDatabaseProxy({ location }: TestDatabase): Promise<DatabaseProxy> {
  const sockets = new Set<Socket>();
  let isAway = false;
  let cut: { text: string; how: Cut; done: () => void } | undefined;

  const server = createServer((client) => {
    if (isAway) return client.destroy();
    const upstream = createConnection(`${location.host}/.s.PGSQL.${location.port}`);
    const end = () => [client, upstream].map((socket) => socket.destroy());
    let losesAnswers: (() => void) | undefined;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', end)
        .on('close', end)
        .on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => {
      if (cut && data.includes(cut.text)) {
        const { how, done } = cut;
        cut = undefined;
        if (how === 'lose the request') {
          end();
          return done();
        }
        losesAnswers = done;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!losesAnswers) return client.write(data);
      end();
      losesAnswers();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const cutAll = () => [...sockets].map((socket) => socket.destroy());
  return {
    url: `postgresql://${location.user}@127.0.0.1:${port}/${location.database}`,
    cutAt: (text, how) =>
      new Promise((done) => {
        cut = { text, how, done };
      }),
    goAway() {
      isAway = true;
      cutAll();
    },
    comeBack() {
      isAway = false;
    },
    async close() {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
