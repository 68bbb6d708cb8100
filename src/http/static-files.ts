// The built web app, read once and served from memory. Only paths that were found in its folder exist, so none can lead
// out of it. A path that is no file and names none is a page of the app, which finds its way by itself.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Handler } from 'hono';
import { takesGzip } from './answer-zipped.ts';
import { contentSecurityPolicy, withNonce } from './content-security-policy.ts';
import { answerError } from './errors.ts';
import type { HttpContext, HttpEnv } from './http-env.ts';

interface StaticFile {
  content: Buffer;
  type: string;
  etag: string;
  cacheControl: string;
  /** Undefined for what does not get smaller. */
  zipped?: () => Promise<Buffer>;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const alreadySmall: ReadonlySet<string> = new Set(['.png', '.woff2']);
const worthZippingBytes = 1024;
const zip = promisify(gzip);

export function staticFiles(webDir: string): Handler<HttpEnv> {
  const files = readFiles(webDir);
  const index = files.get('/index.html')?.content.toString();
  files.delete('/index.html');
  return (c) => {
    const { path, method } = c.req;
    if (method !== 'GET' && method !== 'HEAD') return answerNotFound(c);
    const namesFile = (path.split('/').at(-1) ?? '').includes('.');
    const file = files.get(path);
    if (file) return answerFile(c, file);
    if (namesFile && path !== '/index.html') return answerNotFound(c);
    if (index !== undefined) return answerPage(c, index);
    return answerError(c, { code: 'NOT_FOUND', message: 'The web app is not built: run "npm run build".' });
  };
}

function answerNotFound(c: HttpContext): Response {
  return answerError(c, { code: 'NOT_FOUND', message: `There is no ${c.req.method} ${c.req.path}.` });
}

/** Without an ETag: a browser told that nothing changed would take the old page's nonce for the new answer's. */
function answerPage(c: HttpContext, index: string): Response | Promise<Response> {
  const { page, styleNonce } = withNonce(index);
  c.header('Cache-Control', 'no-cache');
  c.header('Content-Security-Policy', contentSecurityPolicy({ styleNonce }));
  return c.html(page);
}

async function answerFile(
  c: HttpContext,
  { content, type, etag, cacheControl, zipped }: StaticFile,
): Promise<Response> {
  c.header('Cache-Control', cacheControl);
  c.header('ETag', etag);
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  c.header('Content-Type', type);
  if (zipped) c.header('Vary', 'Accept-Encoding');
  if (!zipped || !takesGzip(c)) return c.body(toBody(content));
  c.header('Content-Encoding', 'gzip');
  return c.body(toBody(await zipped()));
}

function toBody(content: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(content.buffer as ArrayBuffer, content.byteOffset, content.byteLength);
}

function readFiles(webDir: string): Map<string, StaticFile> {
  if (!statSync(webDir, { throwIfNoEntry: false })) return new Map();
  const paths = readdirSync(webDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [`/${relative(webDir, path).split(sep).join('/')}`, readFile(path)]));
}

function readFile(path: string): StaticFile {
  const content = readFileSync(path);
  const extension = extname(path);
  // Vite puts a hash of the content into the name of everything below assets/.
  const isHashed = path.includes(`${sep}assets${sep}`);
  let zipping: Promise<Buffer> | undefined;
  const zipped = () => {
    zipping ??= zip(content);
    return zipping;
  };
  return {
    content,
    type: types[extension] ?? 'application/octet-stream',
    // Weak: the same for the zipped bytes.
    etag: `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    zipped: alreadySmall.has(extension) || content.length < worthZippingBytes ? undefined : zipped,
  };
}
