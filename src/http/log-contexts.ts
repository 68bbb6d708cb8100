// What the actions of a log saw, as it is stored: contexts can be megabytes, so they are passed on without being parsed.
// As in GraphQL, null when there is no such log, or it has expired.

import { Hono } from 'hono';
import type { ExecutionLogs } from '../execution-logs/find-logs.ts';
import type { ContextHider } from '../graphql/hide-context.ts';
import { type ReadableLog, readableLog } from '../graphql/readable-log.ts';
import type { People } from '../people/people.ts';
import { requirePermission } from '../people/permissions.ts';
import { answerZipped } from './answer-zipped.ts';
import type { HttpEnv } from './http-env.ts';
import { requireSignIn } from './identify.ts';

export interface LogContextOptions {
  people: People;
  executionLogs: ExecutionLogs;
  contextHider: ContextHider;
}

export function logContextRoutes({ people, executionLogs, contextHider }: LogContextOptions): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.get('/:id/contexts', requireSignIn(people), async (c) => {
    const reader = requirePermission(c.var.person, 'SEE_LOGS');
    const log = await executionLogs.findById(c.req.param('id'));
    c.header('Content-Type', 'application/json');
    c.header('Cache-Control', 'private, no-store');
    return answerZipped(c, log ? toJson(readableLog(log, reader, contextHider)) : 'null');
  });
  return routes;
}

/** `hidden` says why contexts are not shown, or not whole, as in GraphQL; `contexts` has them by action id. */
function toJson({ actions, hidden }: ReadableLog): string {
  const contexts = actions.map(({ id, context }) => `"${id}":${context}`);
  return `{"hidden":${JSON.stringify(hidden ?? null)},"contexts":{${contexts.join(',')}}}`;
}
