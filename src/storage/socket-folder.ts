import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

export interface SocketFolder {
  /** What `pg` takes as host. */
  path: string;
  close(): void;
}

/** sockaddr_un holds 108 bytes, with the closing zero. */
const MAX_SOCKET_PATH_BYTES = 107;

/** The folder under its own name, or, where a socket's path would be too long, under that of an open descriptor of ours. */
export function openSocketFolder(folder: string): SocketFolder {
  const socket = join(folder, '.s.PGSQL.5432');
  if (Buffer.byteLength(socket) <= MAX_SOCKET_PATH_BYTES) return { path: folder, close() {} };
  const descriptor = openSync(folder, 'r');
  return { path: `/proc/self/fd/${descriptor}`, close: () => closeSync(descriptor) };
}
