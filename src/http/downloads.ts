// Execution logs as files: one as the Python file, many as a Zip of these. Who may see logs may download them.

import type { GraphQLSchema } from 'graphql';
import { Hono } from 'hono';
import type { ExecutionLog } from '../execution-logs/execution-log.ts';
import type { ExecutionLogs } from '../execution-logs/find-logs.ts';
import { createLogFile, type LogFile } from '../execution-logs/log-file.ts';
import type { People } from '../people/people.ts';
import { requirePermission } from '../people/permissions.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { NotFoundError } from '../records/errors.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { HttpEnv } from './http-env.ts';
import { requireSignIn } from './identify.ts';
import { limitBody, ordinaryBodyBytes } from './limit-body.ts';
import { type DownloadRequest, maxDownloads, parseDownload, tooMany } from './parse-download.ts';
import { readJson } from './read-json.ts';
import { createZipStream, type ZipEntry } from './zip-stream.ts';

export interface DownloadOptions {
  people: People;
  executionLogs: ExecutionLogs;
  recordTypes: RecordTypes;
  sandbox: Sandbox;
  schema: GraphQLSchema;
  baseUrl: string;
}

export function downloadRoutes(options: DownloadOptions): Hono<HttpEnv> {
  const { people, executionLogs, schema } = options;
  const routes = new Hono<HttpEnv>();

  routes.get('/:id/download', requireSignIn(people), async (c) => {
    requirePermission(c.var.person, 'SEE_LOGS');
    const log = await executionLogs.findById(c.req.param('id'));
    if (!log) throw new NotFoundError('There is no such execution log, or it has expired.');
    const { name, text } = await toFile(log, options);
    c.header('Content-Type', 'text/x-python; charset=utf-8');
    c.header('Content-Disposition', attachment(name));
    c.header('Cache-Control', 'private, no-store');
    return c.body(text);
  });

  routes.post('/download', requireSignIn(people), limitBody(ordinaryBodyBytes), async (c) => {
    requirePermission(c.var.person, 'SEE_LOGS');
    const request = parseDownload(await readJson(c), schema);
    const entries = zipEntries(await requireMatches(request, executionLogs), options);
    const first = await entries.next();
    if (first.done) throw new NotFoundError('There are no such execution logs, or they have expired.');
    c.header('Content-Type', 'application/zip');
    c.header('Content-Disposition', attachment(`execution-logs_${momentInName(new Date())}.zip`));
    c.header('Cache-Control', 'private, no-store');
    return c.body(createZipStream(startingWith(first.value, entries)));
  });
  return routes;
}

async function requireMatches(
  request: DownloadRequest,
  logs: ExecutionLogs,
): Promise<AsyncIterable<string> | readonly string[]> {
  if ('ids' in request) return request.ids;
  if ((await logs.countUpTo(request, maxDownloads + 1)) > maxDownloads)
    throw tooMany(`More than ${maxDownloads} logs match`);
  return logs.matchingIds(request, maxDownloads);
}

/** A log that is not there (any more) has no file: the Zip then says so, in a file of its own. */
async function* zipEntries(
  ids: AsyncIterable<string> | readonly string[],
  options: DownloadOptions,
): AsyncGenerator<ZipEntry, void> {
  const missing: string[] = [];
  let found = 0;
  for await (const id of ids) {
    const log = await options.executionLogs.findById(id);
    if (!log) missing.push(id);
    else yield { ...(await toFile(log, options)), modified: log.createdAt };
    if (log) found += 1;
  }
  if (!found || !missing.length) return;
  const text = `These execution logs do not exist, or have expired:\n\n${missing.join('\n')}\n`;
  yield { name: 'NOT_FOUND.txt', text, modified: new Date() };
}

function toFile(log: ExecutionLog, { sandbox, recordTypes, baseUrl }: DownloadOptions): Promise<LogFile> {
  return createLogFile(log, {
    sandbox,
    link: `${baseUrl}/execution-logs/${log.id}`,
    targetLabel: recordTypes.withTarget(log.target)?.label ?? log.target,
  });
}

async function* startingWith<Item>(first: Item, rest: AsyncGenerator<Item, void>): AsyncGenerator<Item, void> {
  yield first;
  yield* rest;
}

/** Names are made of event, target and numbers: nothing in them needs quoting. */
function attachment(name: string): string {
  return `attachment; filename="${name}"`;
}

function momentInName(moment: Date): string {
  return moment
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}
