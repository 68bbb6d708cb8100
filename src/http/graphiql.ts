// GraphiQL's page. Everything it loads comes from us, as files: nothing inline, nothing from another host.

import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono } from 'hono';
import { contentSecurityPolicy, withNonce } from './content-security-policy.ts';
import type { HttpEnv } from './http-env.ts';

interface Asset {
  type: string;
  zipped: Promise<ArrayBuffer>;
}

const folder = '/graphql/graphiql';
const script = 'text/javascript; charset=utf-8';
const template = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta property="csp-nonce" nonce="__CSP_NONCE__">
    <title>Interlock GraphQL</title>
    <link rel="icon" type="image/svg+xml" href="/favicon.svg">
    <link rel="stylesheet" href="${folder}/style.css">
    <script src="${folder}/start.js"></script>
    <script src="${folder}/graphiql.js" defer></script>
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
  </body>
</html>
`;

/** Below /graphql: the page for browsers, and its files. */
export function graphiqlRoutes(): Hono<HttpEnv> {
  let reading: Promise<Map<string, Asset>> | undefined;
  const routes = new Hono<HttpEnv>();
  routes.get('/', async (c, next) => {
    if (c.req.query('query') !== undefined || !c.req.header('accept')?.includes('text/html')) return next();
    c.header('Cache-Control', 'no-cache');
    const { page, styleNonce } = withNonce(template);
    // The code editor brings its icons as a font inside its style sheet.
    c.header('Content-Security-Policy', contentSecurityPolicy({ styleNonce, fonts: 'data:' }));
    return c.html(page);
  });
  routes.get('/graphiql/:name', async (c, next) => {
    reading ??= readAssets();
    const asset = (await reading).get(c.req.param('name'));
    if (!asset) return next();
    c.header('Cache-Control', 'private, max-age=86400');
    c.header('Content-Type', asset.type);
    c.header('Content-Encoding', 'gzip');
    return c.body(await asset.zipped);
  });
  return routes;
}

/** Nine megabytes, so only for who opens the page, and kept as they are sent. */
async function readAssets(): Promise<Map<string, Asset>> {
  const { js, css, editorWorkerService, jsonWorker, graphqlWorker } = await import(
    '@graphql-yoga/render-graphiql/graphiql'
  );
  const files: [string, string, string][] = [
    ['start.js', script, await readFile(new URL('graphiql-start.js', import.meta.url), 'utf8')],
    ['graphiql.js', script, js],
    ['style.css', 'text/css; charset=utf-8', css],
    ['editor-worker.js', script, editorWorkerService],
    ['json-worker.js', script, jsonWorker],
    ['graphql-worker.js', script, graphqlWorker],
  ];
  return new Map(files.map(([name, type, text]) => [name, { type, zipped: zip(text) }]));
}

async function zip(text: string): Promise<ArrayBuffer> {
  const zipped = await promisify(gzip)(text);
  return zipped.buffer.slice(zipped.byteOffset, zipped.byteOffset + zipped.byteLength) as ArrayBuffer;
}
