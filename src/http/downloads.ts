// Execution logs as files: one as the Python file, many as a Zip of these. A file holds what its reader may see; where
// that is not all, it says that it can't be exact, and why.

import type { GraphQLSchema } from 'graphql';
import { Hono } from 'hono';
import type { ExecutionLog } from '../execution-logs/execution-log.ts';
import type { ExecutionLogs } from '../execution-logs/find-logs.ts';
import { createLogFile, type LogFile } from '../execution-logs/log-file.ts';
import type { ContextHider } from '../graphql/hide-context.ts';
import { readableLog } from '../graphql/readable-log.ts';
import type { NewAuditEvent } from '../people/audit.ts';
import type { People } from '../people/people.ts';
import { requirePermission } from '../people/permissions.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { NotFoundError } from '../records/errors.ts';
import type { Person } from '../records/guard.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { HttpContext, HttpEnv } from './http-env.ts';
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
  contextHider: ContextHider;
  audit: (event: NewAuditEvent) => Promise<void>;
}

function whoAsks(c: HttpContext): Pick<NewAuditEvent, 'person' | 'requestId'> {
  return { person: c.var.person, requestId: c.var.requestId };
}

export function downloadRoutes(options: DownloadOptions): Hono<HttpEnv> {
  const { people, executionLogs, schema, audit } = options;
  const routes = new Hono<HttpEnv>();

  routes.get('/:id/download', requireSignIn(people), async (c) => {
    const reader = requireReader(c.var.person);
    const log = await executionLogs.findById(c.req.param('id'));
    if (!log) throw new NotFoundError('There is no such execution log, or it has expired.');
    const { name, text } = await toFile(log, reader, options);
    await audit({ kind: 'LOGS_DOWNLOADED', ...whoAsks(c), details: { ids: [log.id] } });
    c.header('Content-Type', 'text/x-python; charset=utf-8');
    c.header('Content-Disposition', attachment(name));
    c.header('Cache-Control', 'private, no-store');
    return c.body(text);
  });

  routes.post('/download', requireSignIn(people), limitBody(ordinaryBodyBytes), async (c) => {
    const reader = requireReader(c.var.person);
    const request = parseDownload(await readJson(c), schema);
    const entries = zipEntries(await requireMatches(request, executionLogs), reader, options);
    const first = await entries.next();
    if (first.done) throw new NotFoundError('There are no such execution logs, or they have expired.');
    await audit({ kind: 'LOGS_DOWNLOADED', ...whoAsks(c), details: request });
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
  reader: Person,
  options: DownloadOptions,
): AsyncGenerator<ZipEntry, void> {
  const missing: string[] = [];
  let found = 0;
  for await (const id of ids) {
    const log = await options.executionLogs.findById(id);
    if (!log) missing.push(id);
    else yield { ...(await toFile(log, reader, options)), modified: log.createdAt };
    if (log) found += 1;
  }
  if (!found || !missing.length) return;
  const text = `These execution logs do not exist, or have expired:\n\n${missing.join('\n')}\n`;
  yield { name: 'NOT_FOUND.txt', text, modified: new Date() };
}

function requireReader(person: Person | undefined): Person {
  requirePermission(person, 'SEE_LOGS');
  return requirePermission(person, 'DOWNLOAD_LOGS');
}

async function toFile(log: ExecutionLog, reader: Person, options: DownloadOptions): Promise<LogFile> {
  const { sandbox, recordTypes, baseUrl, contextHider } = options;
  const { hidden, ...readable } = readableLog(log, reader, contextHider);
  const file = await createLogFile(readable, {
    sandbox,
    link: `${baseUrl}/execution-logs/${log.id}`,
    targetLabel: recordTypes.withTarget(log.target)?.label ?? log.target,
  });
  return hidden === undefined ? file : { ...file, text: withNotice(file.text, hidden) };
}

/** Below the two lines that Python reads: said to who reads the file, and to who runs it. */
function withNotice(text: string, hidden: string): string {
  const notice =
    `This file can't be exact: it was downloaded by somebody who may not see everything. ${hidden}`.replace(
      /\p{Cc}/gu,
      ' ',
    );
  const [shebang, encoding, ...rest] = text.split('\n');
  const said = `import sys; "--action" in sys.argv or sys.stderr.write(${JSON.stringify(`${notice}\n`)})`;
  return [shebang, encoding, `# ${notice}`, said, ...rest].join('\n');
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
