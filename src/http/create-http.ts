// The HTTP edge. The order below is the life of a request: it gets its id, is measured, comes from our own pages or a
// program, and reaches one of the rooms; whatever no room knows is the web app's.

import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { People } from '../people/people.ts';
import type { Trace } from '../tracing/trace.ts';
import { type AuditCsvOptions, auditCsvRoutes } from './audit-csv.ts';
import { authRoutes } from './auth.ts';
import { findClientAddress } from './client-address.ts';
import { type DownloadOptions, downloadRoutes } from './downloads.ts';
import { answerThrown } from './errors.ts';
import { type GraphQLHandler, graphqlRoutes } from './graphql.ts';
import { type HealthOptions, healthRoutes } from './health.ts';
import type { HttpEnv } from './http-env.ts';
import { limitBody, ordinaryBodyBytes } from './limit-body.ts';
import { limitRequests } from './limit-requests.ts';
import { limitSignIn } from './limit-sign-in.ts';
import { logContextRoutes } from './log-contexts.ts';
import { observe } from './observe.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import { assignRequestId } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';
import { type SetupOptions, setupRoutes } from './setup.ts';
import { staticFiles } from './static-files.ts';
import { tracePeople, traceRequests } from './trace-requests.ts';

export interface HttpOptions extends HealthOptions, DownloadOptions, SetupOptions, AuditCsvOptions {
  people: People;
  /** Whether people can sign in with OpenID Connect. */
  openIdConnect: boolean;
  /** Proxies in front of us that may be believed. */
  proxies: number;
  /** Requests of one person, or one API token, in a minute at most. */
  requestsPerMinute: number;
  graphql: GraphQLHandler;
  /** Folder of the built web app. */
  webDir: string;
  trace: Trace;
  log: Logger;
}

export type Http = Hono<HttpEnv>;

export function createHttp(options: HttpOptions): Http {
  const { graphql, baseUrl, webDir, metrics, trace, log, proxies, audit } = options;
  const people = tracePeople(trace, limitRequests(options.people, options.requestsPerMinute));
  const limited = { ...options, people };
  const http = new Hono<HttpEnv>();
  http.onError((error, c) => answerThrown(c, error, log));

  http.use(assignRequestId, observe(log, metrics), securityHeaders(baseUrl), findClientAddress(proxies));
  http.use(refuseCrossSite({ baseUrl, proxies }));
  http.route('/', healthRoutes(options));
  http.use(traceRequests(trace));
  const slowly = limitSignIn(options.db);
  http.use('/auth/*', limitBody(ordinaryBodyBytes), slowly);
  http.route('/auth', authRoutes({ people: options.people, audit, openIdConnect: options.openIdConnect }));
  http.use('/setup/*', limitBody(ordinaryBodyBytes), slowly);
  http.route('/setup', setupRoutes(limited));
  http.route('/graphql', graphqlRoutes(people, graphql));
  http.route('/execution-logs', downloadRoutes(limited));
  http.route('/execution-logs', logContextRoutes(limited));
  http.route('/', auditCsvRoutes(limited));
  http.all('*', staticFiles(webDir));
  return http;
}
