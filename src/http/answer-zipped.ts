import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { HttpContext } from './http-env.ts';

/** Smaller answers fit a few packets either way. */
const worthZippingBytes = 16 * 1024;

/** Answers a text made for this request: zipped, as fast as can be, for clients that take it and where it is worth it. */
export function answerZipped(c: HttpContext, text: string): Response {
  c.header('Vary', 'Accept-Encoding');
  if (text.length < worthZippingBytes || !takesGzip(c)) return c.body(text);
  c.header('Content-Encoding', 'gzip');
  const gzip = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 256 * 1024 });
  gzip.end(text);
  return c.body(Readable.toWeb(gzip) as ReadableStream);
}

export function takesGzip(c: HttpContext): boolean {
  return /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
}
