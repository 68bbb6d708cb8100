// The HTTP edge. The order below is the life of a request: it gets its id, is measured, comes from our own pages or a
// program, and reaches one of the rooms; whatever no room knows is the web app's.

import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { People } from '../people/people.ts';
import { authRoutes } from './auth.ts';
import { type DownloadOptions, downloadRoutes } from './downloads.ts';
import { answerThrown } from './errors.ts';
import { type GraphQLHandler, graphqlRoutes } from './graphql.ts';
import { type HealthOptions, healthRoutes } from './health.ts';
import type { HttpEnv } from './http-env.ts';
import { limitBody, ordinaryBodyBytes } from './limit-body.ts';
import { observe } from './observe.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import { assignRequestId } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';
import { type SetupOptions, setupRoutes } from './setup.ts';
import { staticFiles } from './static-files.ts';

export interface HttpOptions extends HealthOptions, DownloadOptions, SetupOptions {
  people: People;
  graphql: GraphQLHandler;
  /** Folder of the built web app. */
  webDir: string;
  log: Logger;
}

export type Http = Hono<HttpEnv>;

export function createHttp(options: HttpOptions): Http {
  const { people, graphql, baseUrl, webDir, metrics, log } = options;
  const http = new Hono<HttpEnv>();
  http.onError((error, c) => answerThrown(c, error, log));

  http.use(assignRequestId, observe(log, metrics), securityHeaders(baseUrl), refuseCrossSite);
  http.route('/', healthRoutes(options));
  http.use('/auth/*', limitBody(ordinaryBodyBytes));
  http.route('/auth', authRoutes(people));
  http.use('/setup/*', limitBody(ordinaryBodyBytes));
  http.route('/setup', setupRoutes(options));
  http.route('/graphql', graphqlRoutes(people, graphql));
  http.route('/execution-logs', downloadRoutes(options));
  http.all('*', staticFiles(webDir));
  return http;
}
